import { concat } from './bytes.ts';

/**
 * Entry bundles (c2sp.org/tlog-tiles): the entries under one tile of level 0, each after its length as a
 * big-endian uint16.
 */

const MAX_ENTRY_BYTES = 0xffff;

/** Writes an entry bundle. Throws RangeError for an entry of more than 65 535 bytes. */
export function formatEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concat(
    ...entries.flatMap((entry) => {
      if (entry.length > MAX_ENTRY_BYTES) throw new RangeError('an entry is at most 65535 bytes');
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/** Reads an entry bundle. Throws SyntaxError if it ends inside an entry. */
export function parseEntryBundle(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Uint8Array[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const start = offset + 2;
    const end = start > bytes.length ? Number.POSITIVE_INFINITY : start + view.getUint16(offset);
    if (end > bytes.length) throw new SyntaxError('the bundle ends inside an entry');
    entries.push(bytes.slice(start, end));
    offset = end;
  }
  return entries;
}
