import { type Canonical, canonicalText, pointerTo } from './canonical.ts';
import { isRecordType } from './entry.ts';
import { type FieldPath, isFieldPath } from './fields.ts';
import { hashHexOf, integerOf, listOf, mapOf, membersOf, ShapeError, textOf } from './shape.ts';
import type { WitnessProof } from './witness.ts';

/**
 * The proof bundle: one record, shown in part or whole, with everything needed to check offline that it stands
 * in the log. The file is canonical JSON and a final newline, so a proof has one spelling, and every member
 * takes part in the check, so no byte of it can be changed unnoticed.
 */

/** What opens a field's commitment. `salt` is hex. */
export type Opening = { salt: string; value: Canonical };

/** The bundle as its file holds it; all hashes are hex. */
export type ProofBundle = {
  format: typeof BUNDLE_FORMAT;
  record: {
    type: string;
    v: number;
    /** Digest of the record that this one replaces. */
    previous?: string;
    digest: string;
    /** Every field of the record, shown or not. */
    commitments: Record<FieldPath, string>;
  };
  /** The fields shown. */
  disclosed: Record<FieldPath, Opening>;
  /** Place in the log. */
  index: number;
  /** Sibling hashes from the leaf upwards. */
  inclusion: string[];
  /** The signed checkpoint note, verbatim. */
  checkpoint: string;
  witness: WitnessProof;
};

export const BUNDLE_FORMAT = 'shansu-proof/v1';

/** The bytes of a bundle file, as text. */
export function formatBundle(bundle: ProofBundle): string {
  return `${canonicalText(bundle)}\n`;
}

/** Reads a bundle out of its canonical value. Throws ShapeError; nothing is verified yet. */
export function readBundle(value: Canonical): ProofBundle {
  const members = membersOf(value, '', [
    'format',
    'record',
    'disclosed',
    'index',
    'inclusion',
    'checkpoint',
    'witness',
  ]);
  if (members.format !== BUNDLE_FORMAT) throw new ShapeError('/format', BUNDLE_FORMAT);
  return {
    format: BUNDLE_FORMAT,
    record: readRecord(members.record),
    disclosed: mapValues(members.disclosed, '/disclosed', readOpening),
    index: integerOf(members.index, '/index', 0),
    inclusion: listOf(members.inclusion, '/inclusion', hashHexOf),
    checkpoint: textOf(members.checkpoint, '/checkpoint'),
    witness: mapOf(members.witness, '/witness') as WitnessProof,
  };
}

function readRecord(value: unknown): ProofBundle['record'] {
  const required = ['type', 'v', 'digest', 'commitments'];
  const { type, v, previous, digest, commitments } = membersOf(value, '/record', required, ['previous']);
  if (!isRecordType(type)) throw new ShapeError('/record/type', 'a record type');
  return {
    type,
    v: integerOf(v, '/record/v', 1),
    ...(previous !== undefined && { previous: hashHexOf(previous, '/record/previous') }),
    digest: hashHexOf(digest, '/record/digest'),
    commitments: mapValues(commitments, '/record/commitments', hashHexOf),
  };
}

function readOpening(value: unknown, pointer: string): Opening {
  const { salt, value: shown } = membersOf(value, pointer, ['salt', 'value']);
  return { salt: hashHexOf(salt, `${pointer}/salt`), value: shown as Canonical };
}

function mapValues<Value>(
  value: unknown,
  pointer: string,
  read: (value: unknown, pointer: string) => Value,
): Record<FieldPath, Value> {
  const entries = Object.entries(mapOf(value, pointer)).map(([path, member]): [FieldPath, Value] => {
    const at = pointerTo(pointer, path);
    if (!isFieldPath(path)) throw new ShapeError(at, 'a JSON Pointer of a field as its name');
    return [path, read(member, at)];
  });
  return Object.fromEntries(entries);
}
