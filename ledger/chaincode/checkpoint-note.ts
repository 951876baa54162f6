import { equalBytes } from '../bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../checkpoint.ts';
import { type NoteSignature, parseNote } from '../note.ts';
import { Refusal } from './refusal.ts';

const ED25519_SIGNATURE_BYTES = 64;

/** Who signed a note for its log: key ids. */
export type Signers = ReadonlySet<string>;

/**
 * Requires that the note is well-formed, is about this very checkpoint and carries a signature under the origin's name, and
 * says whose.
 *
 * The form of the signature is checked, not the signature: a note names its key by four bytes and does not bring it, and
 * the witness is about one history for each log, whoever keeps it. A verifier has the key and checks the signature.
 */
export function requireSignedNote(note: string, checkpoint: Checkpoint): Signers {
  const { said, signatures } = parse(note);
  if (
    said.origin !== checkpoint.origin ||
    said.size !== checkpoint.size ||
    !equalBytes(said.root, checkpoint.root)
  )
    throw new Refusal('note-mismatch', 'the note is about another checkpoint');
  const signers = signersOf(checkpoint.origin, signatures);
  if (signers.size === 0) throw new Refusal('note-unsigned', 'no signature carries the name of the origin');
  return signers;
}

/** Whose signatures the note of an anchored checkpoint has. */
export function signersOfAnchored({ origin, note }: { origin: string; note: string }): Signers {
  return signersOf(origin, parseNote(note).signatures);
}

function parse(note: string): { said: Checkpoint; signatures: NoteSignature[] } {
  try {
    const { text, signatures } = parseNote(note);
    return { said: parseCheckpoint(text), signatures };
  } catch {
    throw new Refusal('note-malformed', 'the note is not a signed checkpoint');
  }
}

/** Notes may carry signatures of others, such as witnesses; the log's own bear its origin as their name. */
function signersOf(origin: string, signatures: readonly NoteSignature[]): Signers {
  const own = signatures.filter(
    ({ name, signature }) => name === origin && signature.length === ED25519_SIGNATURE_BYTES,
  );
  return new Set(own.map(({ keyId }) => keyId));
}
