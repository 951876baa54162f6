import { isHashHex } from './bytes.ts';
import { type Canonical, CanonicalError, type CanonicalObject, pointerTo } from './canonical.ts';

/**
 * A record taken apart into its fields. A field is a scalar, an empty array or an empty object, named by its
 * JSON Pointer (RFC 6901), or a personal value, which the record holds only as `{"$commitment": "<hex>"}`.
 */

/** JSON Pointer of a field within its record: `/supplier/name`, `/papers/0/number`. */
export type FieldPath = string;

/** A field as the record holds it. */
export type Field =
  | { path: FieldPath; kind: 'open'; value: Canonical }
  | { path: FieldPath; kind: 'personal'; commitment: string };

/** What stands in a record's canonical text in place of a personal value. */
export type PersonalField = { $commitment: string };

/** Members of the record that enter the digest as themselves, not as fields: always in the clear. */
const HEAD: ReadonlySet<string> = new Set(['type', 'v']);

/** Array positions own these names; as member names they would give two records the same fields. */
const LIKE_AN_INDEX = /^(?:0|[1-9][0-9]*)$/;

/** A JSON Pointer below the root (RFC 6901 section 3). */
const POINTER = /^(?:\/(?:[^~/]|~[01])*)+$/;

/** Whether the text may be the path of a field. */
export function isFieldPath(text: string): text is FieldPath {
  return POINTER.test(text) && !HEAD.has(text.slice(1));
}

/** The placeholder that a record's canonical text carries for a personal value. */
export function personalField(commitment: string): PersonalField {
  return { $commitment: commitment };
}

/**
 * All fields of a record, in document order.
 * Throws CanonicalError for a member name that looks like an array index and for a name that starts with `$`
 * outside a well-formed placeholder.
 */
export function fieldsOf(record: CanonicalObject): Field[] {
  const fields: Field[] = [];
  for (const [name, member] of Object.entries(record)) {
    if (!HEAD.has(name)) collect(member, memberPath('', name), fields);
  }
  return fields;
}

function collect(value: Canonical, path: FieldPath, fields: Field[]): void {
  if (typeof value !== 'object') {
    fields.push({ path, kind: 'open', value });
  } else if (Array.isArray(value)) {
    if (value.length === 0) fields.push({ path, kind: 'open', value });
    for (const [i, element] of value.entries()) collect(element, pointerTo(path, i), fields);
  } else if (Object.hasOwn(value, '$commitment')) {
    fields.push({ path, kind: 'personal', commitment: placeholderOf(value, path) });
  } else {
    const members = Object.entries(value);
    if (members.length === 0) fields.push({ path, kind: 'open', value });
    for (const [name, member] of members) collect(member, memberPath(path, name), fields);
  }
}

function memberPath(parent: FieldPath, name: string): FieldPath {
  const path = pointerTo(parent, name);
  if (LIKE_AN_INDEX.test(name))
    throw new CanonicalError(path, 'a member name that looks like an array index');
  if (name.startsWith('$')) throw new CanonicalError(path, 'names that start with $ are reserved');
  return path;
}

function placeholderOf(value: CanonicalObject, path: FieldPath): string {
  const commitment = value.$commitment;
  if (Object.keys(value).length !== 1 || !isHashHex(commitment))
    throw new CanonicalError(path, 'not {"$commitment": "<64 lower-case hex digits>"}');
  return commitment;
}
