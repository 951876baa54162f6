import { equalBytes, fromHex, fromUtf8, isHashHex, toHex, utf8 } from '../bytes.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { isSize } from '../merkle.ts';

/** A checkpoint as the ledger keeps it, with the circumstances of its anchoring. */
export type AnchoredCheckpoint = Checkpoint & {
  /** The signed note, verbatim. */
  note: string;
  /** MSP id of the organisation whose client anchored it: the owner of the origin. */
  organisation: string;
  transactionId: string;
  /** When that client says it proposed the transaction, RFC 3339 UTC with milliseconds. */
  proposedAt: string;
};

/** The bytes of a value on the ledger: JSON as RFC 8785 writes it, the root in lower-case hex. */
export function encodeAnchored(checkpoint: AnchoredCheckpoint): Uint8Array {
  const { note, organisation, origin, proposedAt, root, size, transactionId } = checkpoint;
  return utf8(
    JSON.stringify({ note, organisation, origin, proposedAt, root: toHex(root), size, transactionId }),
  );
}

/** Reads what `encodeAnchored` wrote. Throws SyntaxError for anything else. */
export function decodeAnchored(value: Uint8Array): AnchoredCheckpoint {
  const { note, organisation, origin, proposedAt, root, size, transactionId } = Object(
    JSON.parse(fromUtf8(value)),
  );
  const texts = [note, organisation, origin, proposedAt, transactionId];
  if (texts.some((text) => typeof text !== 'string' || text === '') || !isHashHex(root) || !isSize(size))
    throw new SyntaxError('not a checkpoint as the ledger keeps it');
  const checkpoint = { note, organisation, origin, proposedAt, root: fromHex(root), size, transactionId };
  if (!equalBytes(encodeAnchored(checkpoint), value)) throw new SyntaxError('not as RFC 8785 writes it');
  return checkpoint;
}
