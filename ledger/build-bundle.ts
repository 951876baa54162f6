import { BUNDLE_FORMAT, formatBundle, type Opening } from './bundle.ts';
import { fromHex, toHex } from './bytes.ts';
import { type Canonical, type CanonicalObject, parseCanonical } from './canonical.ts';
import { commitField, commitRecord } from './commitment.ts';
import { type FieldPath, fieldsOf } from './fields.ts';
import { fieldSalts } from './salt.ts';
import { NO_WITNESS, type WitnessProof } from './witness.ts';

/** What a record's keeper puts into a bundle. */
export type BundleInput = {
  record: {
    /** The stored canonical text. */
    canonical: string;
    salt: Uint8Array;
    /** Digest (hex) of the record that this one replaces. */
    previous?: string;
    /** Personal values that may be shown, with their own salts. Erased ones are simply not here. */
    personal?: ReadonlyMap<FieldPath, { value: Canonical; salt: Uint8Array }>;
  };
  /** The fields to show. */
  disclose: Iterable<FieldPath>;
  /** Where the log holds the record, as of the checkpoint. */
  place: { index: number; inclusion: readonly Uint8Array[]; checkpoint: string };
  witness?: WitnessProof;
};

/**
 * Makes a bundle file.
 * Throws RangeError for a field to show that the record does not have, a personal one whose value is not given,
 * and a personal value that does not open its commitment.
 */
export function buildBundle({ record, disclose, place, witness = NO_WITNESS }: BundleInput): string {
  const content = parseCanonical(record.canonical) as CanonicalObject;
  const { type, v, digest, commitments } = commitRecord(content, record.salt, record.previous);
  const openingOf = openings(content, record);
  const disclosed: Record<FieldPath, Opening> = {};
  for (const path of disclose) {
    const opening = openingOf(path);
    if (commitField(path, opening.value, fromHex(opening.salt)) !== commitments.get(path))
      throw new RangeError(`the value of ${path} does not open its commitment`);
    disclosed[path] = opening;
  }
  return formatBundle({
    format: BUNDLE_FORMAT,
    record: {
      type,
      v,
      ...(record.previous !== undefined && { previous: record.previous }),
      digest: toHex(digest),
      commitments: Object.fromEntries(commitments),
    },
    disclosed,
    index: place.index,
    inclusion: place.inclusion.map(toHex),
    checkpoint: place.checkpoint,
    witness,
  });
}

function openings(content: CanonicalObject, record: BundleInput['record']): (path: FieldPath) => Opening {
  const saltOf = fieldSalts(record.salt);
  const fields = new Map(fieldsOf(content).map((field) => [field.path, field]));
  return (path) => {
    const field = fields.get(path);
    if (field === undefined) throw new RangeError(`the record has no field ${path}`);
    if (field.kind === 'open') return { salt: toHex(saltOf(path)), value: field.value };
    const personal = record.personal?.get(path);
    if (personal === undefined) throw new RangeError(`the personal value of ${path} is not at hand`);
    return { salt: toHex(personal.salt), value: personal.value };
  };
}
