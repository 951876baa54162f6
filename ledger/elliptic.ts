/**
 * Arithmetic of elliptic curves, as much as checking a signature needs. Whoever checks knows nothing secret, so nothing
 * here takes care to be constant in time, and nothing that signs may use it. It stands here in place of a library
 * because every reader's phone has to load it: with the two curves, it is a thirteenth of the general one.
 */

/** The least non-negative number that leaves the same rest. */
export function mod(number: bigint, modulus: bigint): bigint {
  const rest = number % modulus;
  return rest < 0n ? rest + modulus : rest;
}

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let square = mod(base, modulus), left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** By Fermat: the modulus must be prime. The inverse of 0 comes out as 0. */
export const inverse = (number: bigint, prime: bigint): bigint => power(number, prime - 2n, prime);

/** A group whose addition has no exceptions: it doubles, and adds the neutral element, like any other point. */
export interface Group<Point> {
  readonly neutral: Point;
  add(a: Point, b: Point): Point;
}

/** The sum of points, each taken so many times; no scalar may be negative. Doublings are shared (Straus 1964). */
export function sumOfMultiples<Point>(
  { neutral, add }: Group<Point>,
  terms: readonly (readonly [scalar: bigint, point: Point])[],
): Point {
  const bits = terms.map(([scalar, point]) => ({ digits: scalar.toString(2), point }));
  const longest = Math.max(...bits.map(({ digits }) => digits.length));
  let sum = neutral;
  for (let place = longest; place > 0; place--) {
    sum = add(sum, sum);
    for (const { digits, point } of bits) if (digits.at(-place) === '1') sum = add(sum, point);
  }
  return sum;
}
