/** Where the witness keeps what: one key for the head of each log, one for each checkpoint. */

/** Digits of the greatest safe integer, so that keys sort as sizes do. */
const SIZE_DIGITS = 16;

export function headKey(origin: string): string {
  return `head/${origin}`;
}

export function checkpointKey(origin: string, size: number): string {
  return `cp/${origin}/${String(size).padStart(SIZE_DIGITS, '0')}`;
}

/**
 * Whether a key from within a range of `origin` is its own: the keys of an origin that continues this one's name, such as
 * `a/1` and `a`, may sort in between, but are longer.
 */
export function isCheckpointKeyOf(origin: string, key: string): boolean {
  return key.length === checkpointKey(origin, 0).length;
}
