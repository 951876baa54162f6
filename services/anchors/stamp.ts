import { type CanonicalObject, canonicalText } from '#ledger/canonical.ts';
import { parseNote, type VerifierKey, verifySignature } from '#ledger/note.ts';
import { type SignerKey, signNote } from '#ledger/sign.ts';

/**
 * A stamp signs what the operator says of its own doing and no checkpoint covers: when a checkpoint was signed, when
 * and where a ledger took it. It is a claim, not a proof of time, but whoever edits the table cannot change it.
 *
 * It is the signature lines of a note over a first line that no origin can be (it has spaces), and canonical JSON.
 */
export function stamp(statement: CanonicalObject, key: SignerKey): string {
  const text = textOf(statement);
  return signNote(text, key).slice(text.length + 1);
}

/** Whether one of the keys stamped exactly this. */
export function isStamped(
  statement: CanonicalObject,
  stamped: string,
  keys: readonly VerifierKey[],
): boolean {
  try {
    const text = textOf(statement);
    const note = parseNote(`${text}\n${stamped}`);
    return (
      note.text === text &&
      note.signatures.length === 1 &&
      note.signatures.every((signature) => keys.some((key) => verifySignature(text, signature, key)))
    );
  } catch {
    return false;
  }
}

const textOf = (statement: CanonicalObject): string => `Shansu stamp v1\n${canonicalText(statement)}\n`;
