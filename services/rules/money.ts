/** `part / whole > basisPoints / 10,000`, exactly: products of fen leave the safe integers. */
export function exceedsShare(part: number, whole: number, basisPoints: number): boolean {
  return BigInt(part) * 10_000n > BigInt(whole) * BigInt(basisPoints);
}

/** `part / whole < basisPoints / 10,000`, exactly. */
export function belowShare(part: number, whole: number, basisPoints: number): boolean {
  return BigInt(part) * 10_000n < BigInt(whole) * BigInt(basisPoints);
}

/** `part / whole` in 1/10,000, rounded down; undefined when there is no whole to speak of. */
export function shareBasisPoints(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Number((BigInt(part) * 10_000n) / BigInt(whole));
}
