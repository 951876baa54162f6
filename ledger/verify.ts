import { BUNDLE_FORMAT, type ProofBundle, readBundle } from './bundle.ts';
import { fromHex, fromUtf8, toHex } from './bytes.ts';
import { type Canonical, parseCanonical } from './canonical.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { commitField, recordDigest } from './commitment.ts';
import { formatEntry } from './entry.ts';
import type { Failure } from './failures.ts';
import type { FieldPath } from './fields.ts';
import { leafHash } from './hash.ts';
import { inclusionLength, verifyInclusion } from './merkle.ts';
import { type Note, parseNote, signerName, verifySignature } from './note.ts';
import { attempt, Refusal } from './refusal.ts';
import { ShapeError } from './shape.ts';
import type { Trust, TrustedKey } from './trust.ts';
import { verifyWitness, type WitnessVerdict, type WitnessVerifiers } from './witness.ts';

/** What a proof bundle shows to be so, or the one reason why it shows nothing. */
export type Verdict = Verified | { ok: false; failure: Failure };

/** Everything that was proven; nothing in here is a mere claim of the file. Hashes are hex. */
export type Verified = {
  ok: true;
  record: {
    type: string;
    v: number;
    previous?: string;
    digest: string;
    /** The fields shown, with their values. */
    disclosed: Record<FieldPath, Canonical>;
    /** The fields that exist but are not shown: withheld or erased. */
    withheld: FieldPath[];
  };
  log: { origin: string; size: number; root: string; index: number };
  /** The log keys that signed the checkpoint, as `<name>+<key id>`. */
  signers: string[];
  witness: WitnessVerdict;
};

/**
 * Checks a proof bundle against what the caller trusts, offline. Never throws, whatever the bytes; anything but
 * a fully verified bundle is a failure.
 *
 * @param verifiers what can check the kinds of witness other than `none`; a bundle with one that is not here is
 * refused as unknown
 */
export function verifyBundle(
  file: Uint8Array | string,
  trust: Trust,
  verifiers: WitnessVerifiers = {},
): Verdict {
  try {
    const bundle = parseFile(file);
    requireOpenings(bundle);
    requireDigest(bundle);
    const { note, checkpoint } = readCheckpoint(bundle.checkpoint);
    const signers = requireSignatures(note, checkpoint, trust);
    requireInclusion(bundle, checkpoint);
    const witness = verifyWitness(bundle.witness, checkpoint, trust, verifiers);
    requireVouched(signers, witness);
    return {
      ok: true,
      record: provenRecord(bundle),
      log: {
        origin: checkpoint.origin,
        size: checkpoint.size,
        root: toHex(checkpoint.root),
        index: bundle.index,
      },
      signers: signers.map(signerName),
      witness,
    };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, failure: error.failure };
    throw error;
  }
}

function parseFile(file: Uint8Array | string): ProofBundle {
  const text = typeof file === 'string' ? file : attempt(() => fromUtf8(file), { code: 'not-text' });
  const line = text.endsWith('\n') ? text.slice(0, -1) : undefined;
  attempt(() => JSON.parse(text), { code: 'not-json' });
  if (line === undefined) throw new Refusal({ code: 'not-canonical' });
  const value = attempt(() => parseCanonical(line), { code: 'not-canonical' });
  const { format } = value as { format?: unknown };
  if (typeof format === 'string' && format !== BUNDLE_FORMAT)
    throw new Refusal({ code: 'unknown-format', format });
  try {
    return readBundle(value);
  } catch (error) {
    if (error instanceof ShapeError) throw new Refusal({ code: 'malformed', pointer: error.pointer });
    throw error;
  }
}

/** Each field shown must open the commitment that the record carries for it. */
function requireOpenings({ disclosed, record }: ProofBundle): void {
  for (const [path, { salt, value }] of Object.entries(disclosed)) {
    const commitment = record.commitments[path];
    if (commitment === undefined) throw new Refusal({ code: 'field-unknown', path });
    if (commitField(path, value, fromHex(salt)) !== commitment)
      throw new Refusal({ code: 'field-mismatch', path });
  }
}

function requireDigest({ record }: ProofBundle): void {
  const commitments = new Map(Object.entries(record.commitments));
  if (toHex(recordDigest({ ...record, commitments })) !== record.digest)
    throw new Refusal({ code: 'record-mismatch' });
}

function readCheckpoint(text: string): { note: Note; checkpoint: Checkpoint } {
  return attempt(
    () => {
      const note = parseNote(text);
      return { note, checkpoint: parseCheckpoint(note.text) };
    },
    { code: 'checkpoint-malformed' },
  );
}

/**
 * Stricter than a signed note alone: every signature line must be by a key that is trusted for this log at
 * this size, and verify, each key once and in the order of the trust file. A line that nobody checks would be a part
 * of the file that anyone could change.
 */
function requireSignatures(note: Note, { origin, size }: Checkpoint, trust: Trust): TrustedKey[] {
  const log = trust.logs.find((trusted) => trusted.origin === origin);
  if (log === undefined) throw new Refusal({ code: 'log-untrusted', origin });
  const signers = note.signatures.map((signature) => {
    const { name, keyId } = signature;
    const key = log.keys.find((known) => known.name === name && known.keyId === keyId);
    const signer = signerName({ name, keyId });
    if (key === undefined) throw new Refusal({ code: 'signer-unknown', signer });
    if (!verifySignature(note.text, signature, key)) throw new Refusal({ code: 'signature-invalid', signer });
    if (size < key.fromSize || size > key.untilSize)
      throw new Refusal({ code: 'signer-out-of-range', signer, size });
    return key;
  });
  const places = signers.map((key) => log.keys.indexOf(key));
  if (places.some((place, i) => i > 0 && place <= places[i - 1]!))
    throw new Refusal({ code: 'signers-unordered' });
  return signers;
}

/** A stolen key's signature says nothing unless somebody else vouches for the checkpoint. */
function requireVouched(signers: readonly TrustedKey[], witness: WitnessVerdict): void {
  const [thief] = signers;
  if (thief && witness.kind === 'none' && signers.every(({ stolen }) => stolen))
    throw new Refusal({ code: 'signer-stolen', signer: signerName(thief) });
}

function requireInclusion({ record, index, inclusion }: ProofBundle, tree: Checkpoint): void {
  const { size } = tree;
  if (index >= size) throw new Refusal({ code: 'index-out-of-range', index, size });
  const expected = inclusionLength(index, size);
  const found = inclusion.length;
  if (found !== expected) throw new Refusal({ code: 'inclusion-length', expected, found });
  const leaf = leafHash(formatEntry({ type: record.type, digest: fromHex(record.digest) }));
  if (!verifyInclusion(leaf, index, inclusion.map(fromHex), tree))
    throw new Refusal({ code: 'inclusion-mismatch' });
}

function provenRecord({ record, disclosed }: ProofBundle): Verified['record'] {
  const { commitments, ...head } = record;
  const values = Object.entries(disclosed).map(([path, { value }]): [FieldPath, Canonical] => [path, value]);
  return {
    ...head,
    disclosed: Object.fromEntries(values),
    withheld: Object.keys(commitments).filter((path) => !Object.hasOwn(disclosed, path)),
  };
}
