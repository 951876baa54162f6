/**
 * Splits a whole amount in proportion to weights so that the parts sum to it: each gets its quota rounded down, and
 * what is left goes one by one to the largest remainders, the earlier place first.
 *
 * @param amount fen or grams, not negative
 * @throws RangeError for a negative amount, or weights that are not whole, not negative and at least one positive
 */
export function apportion(amount: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError('only whole amounts can be split');
  if (!weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0)) {
    throw new RangeError('weights are whole numbers');
  }
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) throw new RangeError('nothing to split by');
  const quotas = weights.map((weight, place) => {
    const product = BigInt(amount) * BigInt(weight);
    return { place, whole: Number(product / total), remainder: product % total };
  });
  const parts = quotas.map(({ whole }) => whole);
  const left = amount - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = quotas.toSorted((a, b) =>
    a.remainder === b.remainder ? a.place - b.place : a.remainder < b.remainder ? 1 : -1,
  );
  for (const { place } of byRemainder.slice(0, left)) parts[place] = (parts[place] as number) + 1;
  return parts;
}
