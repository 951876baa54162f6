import { fromBase64, toBase64 } from './bytes.ts';
import { HASH_BYTES } from './hash.ts';
import { isSize, type TreeHead } from './merkle.ts';

/**
 * Checkpoints (c2sp.org/tlog-checkpoint): the text that a log signs for a tree.
 *
 *   <origin>
 *   <size, decimal>
 *   <root, base 64>
 */

/** A tree head and the log that it belongs to. */
export type Checkpoint = TreeHead & { origin: string };

const DECIMAL = /^(?:0|[1-9][0-9]*)$/;

/** The note text of a checkpoint. Throws RangeError on an empty or many-line origin, a bad size or root. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (origin === '' || origin.includes('\n')) throw new RangeError('the origin is one line, not empty');
  if (!isSize(size)) throw new RangeError(`not a tree size: ${size}`);
  if (root.length !== HASH_BYTES) throw new RangeError('the root is not 32 bytes');
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Reads the note text of a checkpoint. Throws SyntaxError on anything but origin, size and root: extension
 * lines, which the format allows but advises against, are refused because nothing here would check them.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, decimal, encoded, end, ...extra] = text.split('\n');
  if (!origin || decimal === undefined || encoded === undefined || end !== '' || extra.length > 0)
    throw new SyntaxError('a checkpoint is three lines: origin, size, root');
  const size = parseDecimal(decimal);
  const root = fromBase64(encoded);
  if (root.length !== HASH_BYTES) throw new SyntaxError('the root is not 32 bytes');
  return { origin, size, root };
}

/** Reads a size or an index: decimal, no sign, no leading zero, a safe integer. Throws SyntaxError. */
export function parseDecimal(text: string): number {
  const value = Number(text);
  if (!DECIMAL.test(text) || !isSize(value)) throw new SyntaxError('not a decimal number');
  return value;
}
