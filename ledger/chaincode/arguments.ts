import { fromHex } from '../bytes.ts';
import { type Checkpoint, parseDecimal } from '../checkpoint.ts';
import { HASH_BYTES } from '../hash.ts';
import { isKeyName } from '../note.ts';
import { Refusal } from './refusal.ts';

/** Arguments come as text. Each has one spelling; anything else is refused as `bad-arguments`. */

const MAX_ORIGIN_LENGTH = 200;
const MAX_NOTE_LENGTH = 20_000;
/** A consistency proof between trees of up to 2^53 entries has at most twice as many hashes as the tree has levels. */
const MAX_PROOF_HASHES = 108;

/** What a client asks to be anchored. */
export type AnchorRequest = Checkpoint & { note: string; consistencyProof: readonly Uint8Array[] };

/**
 * Reads `origin, size, root, consistencyProof, note`: the size in decimal, root and proof in lower-case hex, the hashes of
 * the proof one after the other, the note verbatim.
 */
export function readAnchorArguments(given: readonly string[]): AnchorRequest {
  const [origin, size, root, proof, note] = requireCount(given, 5);
  if (note!.length > MAX_NOTE_LENGTH) throw new Refusal('bad-arguments', 'the note is too long');
  return {
    origin: readOrigin(origin!),
    size: readSize(size!),
    root: readHashes('root', root!, 1)[0]!,
    consistencyProof: readHashes('proof', proof!, MAX_PROOF_HASHES),
    note: note!,
  };
}

export function requireCount(given: readonly string[], count: number): readonly string[] {
  if (given.length !== count) throw new Refusal('bad-arguments', `${count} arguments, not ${given.length}`);
  return given;
}

/** An origin names a key of the note format: no white space, no plus sign. */
export function readOrigin(text: string): string {
  if (text.length > MAX_ORIGIN_LENGTH || !isKeyName(text) || !text.isWellFormed())
    throw new Refusal('bad-arguments', 'the origin is not the name of a log');
  return text;
}

export function readSize(text: string): number {
  try {
    return parseDecimal(text);
  } catch {
    throw new Refusal('bad-arguments', 'a size is not a decimal number');
  }
}

function readHashes(what: 'root' | 'proof', text: string, most: number): Uint8Array[] {
  const bytes = readHex(what, text);
  const count = bytes.length / HASH_BYTES;
  const fits = what === 'root' ? count === 1 : Number.isInteger(count) && count <= most;
  if (!fits) throw new Refusal('bad-arguments', `the ${what} is not of 32-byte hashes`);
  return Array.from({ length: count }, (_, i) => bytes.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

function readHex(what: string, text: string): Uint8Array {
  try {
    return fromHex(text);
  } catch {
    throw new Refusal('bad-arguments', `the ${what} is not lower-case hex`);
  }
}
