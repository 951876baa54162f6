import type { ProofBundle } from './bundle.ts';
import { fromBase64, fromHex, toBase64 } from './bytes.ts';
import { parseDecimal } from './checkpoint.ts';
import { formatEntry } from './entry.ts';
import { HASH_BYTES } from './hash.ts';

/**
 * Transparency log proofs (c2sp.org/tlog-proof@v1): the proof of one entry as text that tools of other logs
 * read too.
 *
 *   c2sp.org/tlog-proof@v1
 *   extra <base 64>          optional; not authenticated
 *   index <decimal>
 *   <sibling hash, base 64>  none or more, from the leaf upwards
 *                            an empty line
 *   <checkpoint note>        verbatim
 */

export type TlogProof = {
  index: number;
  inclusion: readonly Uint8Array[];
  /** The signed checkpoint note, verbatim. */
  checkpoint: string;
  /** Whatever the application needs to rebuild the entry. Nothing signs it. */
  extra?: Uint8Array;
};

const HEADER = 'c2sp.org/tlog-proof@v1';

/** The same proof of inclusion as a bundle's, for tools that know logs but not records: `extra` is the entry. */
export function tlogProofOf({ record, index, inclusion, checkpoint }: ProofBundle): TlogProof {
  const extra = formatEntry({ type: record.type, digest: fromHex(record.digest) });
  return { index, inclusion: inclusion.map(fromHex), checkpoint, extra };
}

/** Writes a `.tlog-proof` file. */
export function formatTlogProof({ index, inclusion, checkpoint, extra }: TlogProof): string {
  const lines = [HEADER];
  if (extra !== undefined) lines.push(`extra ${toBase64(extra)}`);
  lines.push(`index ${index}`, ...inclusion.map(toBase64));
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Reads a `.tlog-proof` file. Throws SyntaxError on any departure from the format. Verifies nothing. */
export function parseTlogProof(text: string): TlogProof {
  const blank = text.indexOf('\n\n');
  if (blank < 0) throw new SyntaxError('the proof carries no checkpoint');
  const lines = text.slice(0, blank).split('\n');
  if (lines.shift() !== HEADER) throw new SyntaxError(`the proof does not start with ${HEADER}`);
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines.shift()!.slice(6)) : undefined;
  const index = lines.shift();
  if (!index?.startsWith('index ')) throw new SyntaxError('the proof names no index');
  const proof: TlogProof = {
    index: parseDecimal(index.slice(6)),
    inclusion: lines.map(parseHash),
    checkpoint: text.slice(blank + 2),
  };
  return extra === undefined ? proof : { ...proof, extra };
}

function parseHash(line: string): Uint8Array {
  const bytes = fromBase64(line);
  if (bytes.length !== HASH_BYTES) throw new SyntaxError('a proof hash is not 32 bytes');
  return bytes;
}
