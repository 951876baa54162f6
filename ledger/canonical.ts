import canonicalize from 'canonicalize';

/**
 * Canonical JSON: RFC 8785 narrowed to what a record may hold. The narrowing removes every value whose
 * meaning or text differs between languages: floats, null, absent-but-present, strings that only look alike.
 */

/** What a record is made of. Numbers are safe integers in minor units; absent means absent. */
export type Canonical = string | number | boolean | Canonical[] | { [name: string]: Canonical };

/** A record before or after its canonical text. */
export type CanonicalObject = { [name: string]: Canonical };

/** A value that has no canonical text. `pointer` is the JSON Pointer (RFC 6901) of the offender. */
export class CanonicalError extends Error {
  readonly pointer: string;

  constructor(pointer: string, reason: string) {
    super(`${pointer === '' ? 'the value' : pointer}: ${reason}`);
    this.name = 'CanonicalError';
    this.pointer = pointer;
  }
}

/** Deep enough for any record, shallow enough for every recursive reader of it. */
const MAX_DEPTH = 32;

/**
 * The RFC 8785 text of a value.
 * Throws CanonicalError for a number that is not a safe integer (or is -0), for null and undefined, for a
 * string or name that is not well formed or not in Unicode Normalization Form C, for anything that is not
 * plain JSON data, and for nesting deeper than 32.
 */
export function canonicalText(value: unknown): string {
  requireCanonical(value, '', 0);
  return canonicalize(value)!;
}

/**
 * Reads canonical text back. Accepts a text only if it is the canonical text of its own value: no white
 * space, no other member order, no repeated name, no other spelling of a number or a string.
 * Throws SyntaxError if it is not JSON, CanonicalError otherwise.
 */
export function parseCanonical(text: string): Canonical {
  const value: unknown = JSON.parse(text);
  if (canonicalText(value) !== text) throw new CanonicalError('', 'the text is not in canonical form');
  return value as Canonical;
}

/** One step of a JSON Pointer (RFC 6901 section 3). */
export function pointerTo(parent: string, name: string | number): string {
  return `${parent}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function requireCanonical(value: unknown, pointer: string, depth: number): asserts value is Canonical {
  if (depth > MAX_DEPTH) throw new CanonicalError(pointer, `nested deeper than ${MAX_DEPTH}`);
  switch (typeof value) {
    case 'boolean':
      return;
    case 'string':
      return requireText(value, pointer);
    case 'number':
      if (!Number.isSafeInteger(value)) throw new CanonicalError(pointer, 'not a safe integer');
      if (Object.is(value, -0)) throw new CanonicalError(pointer, 'minus zero');
      return;
    case 'object':
      if (value === null) throw new CanonicalError(pointer, 'null: leave the member out');
      return Array.isArray(value)
        ? requireElements(value, pointer, depth)
        : requireMembers(value, pointer, depth);
    default:
      throw new CanonicalError(pointer, `${typeof value} is not JSON data`);
  }
}

function requireElements(array: unknown[], pointer: string, depth: number): void {
  // An index loop, unlike forEach, also visits the holes of a sparse array.
  for (let i = 0; i < array.length; i++) requireCanonical(array[i], pointerTo(pointer, i), depth + 1);
}

function requireMembers(object: object, pointer: string, depth: number): void {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null)
    throw new CanonicalError(pointer, 'not a plain object');
  for (const [name, member] of Object.entries(object)) {
    const at = pointerTo(pointer, name);
    requireText(name, at);
    requireCanonical(member, at, depth + 1);
  }
}

function requireText(text: string, pointer: string): void {
  if (!text.isWellFormed()) throw new CanonicalError(pointer, 'a lone surrogate');
  if (text.normalize('NFC') !== text) throw new CanonicalError(pointer, 'not in Normalization Form C');
}
