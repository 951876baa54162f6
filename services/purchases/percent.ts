/**
 * A ratio of two amounts as a percentage with two decimals, halves away from zero, without passing through a float:
 * `35.83`. Only for display; null when there is nothing to compare with.
 */
export function percent(numerator: number, denominator: number): string | null {
  if (denominator <= 0) return null;
  const [scaled, divisor] = [BigInt(Math.abs(numerator)) * 10_000n, BigInt(denominator)];
  const hundredths = (2n * scaled + divisor) / (2n * divisor);
  const digits = hundredths.toString().padStart(3, '0');
  const sign = numerator < 0 && hundredths > 0n ? '-' : '';
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
