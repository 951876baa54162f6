/** Crockford base 32: no I L O U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_BYTES = 10;
const LENGTH = 17;
/** x^5 + x^2 + 1, primitive over GF(2): x has order 31 in GF(32). */
const FIELD_POLYNOMIAL = 0b100101;

/**
 * The public code of a lot or dish, printed on labels and in QR addresses: 16 symbols carry 80 random bits, the
 * 17th is a check symbol of the same alphabet, so the whole stays in the alphanumeric mode of a QR code.
 *
 * The check is a weighted sum over the field GF(32), symbol i weighted with x^(16-i), zero for a good code. Weights
 * are non-zero, so every single wrong symbol is found; x^0 … x^16 are all different, so every swap of two symbols
 * is found, neighbours or not. (Crockford's own mod 37 check needs five symbols outside the alphabet.)
 *
 * @throws RangeError unless given exactly 10 bytes; take them from a cryptographic random source.
 */
export function formatTraceCode(bytes: Uint8Array): string {
  if (bytes.length !== RANDOM_BYTES) {
    throw new RangeError(`a trace code is made of ${RANDOM_BYTES} bytes, got ${bytes.length}`);
  }
  const symbols: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) symbols.push((buffer >> (bits - 5)) & 31);
  }
  symbols.push(timesX(residue(symbols)));
  return symbols.map((symbol) => ALPHABET.charAt(symbol)).join('');
}

/**
 * Reads a trace code as a person types it: any case, O for 0, I or L for 1, spaces and hyphens anywhere.
 * Gives the code in its one printed form, or undefined when it cannot be one: no look-up is needed for typing errors.
 */
export function parseTraceCode(text: string): string | undefined {
  const code = text
    .replace(/[\s-]/g, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (code.length !== LENGTH) return undefined;
  const symbols = [...code].map((symbol) => ALPHABET.indexOf(symbol));
  if (symbols.includes(-1) || residue(symbols) !== 0) return undefined;
  return code;
}

/** The symbols as a polynomial over GF(32), evaluated at x by Horner's rule. */
function residue(symbols: readonly number[]): number {
  return symbols.reduce((sum, symbol) => timesX(sum) ^ symbol, 0);
}

function timesX(element: number): number {
  const product = element << 1;
  return product & 32 ? product ^ FIELD_POLYNOMIAL : product;
}
