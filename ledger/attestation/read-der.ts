/**
 * Reads DER (ITU-T X.690) strictly: definite lengths in their shortest form, tags of one byte, nothing left over.
 */

export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag, length and content: the very bytes that are signed or compared. */
  readonly encoded: Uint8Array;
}

/** The values that stand one after the other. Throws SyntaxError unless they fill the bytes. */
export function readDerValues(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { start, end } = extent(bytes, at);
    values.push({ tag: bytes[at]!, content: bytes.slice(start, end), encoded: bytes.slice(at, end) });
    at = end;
  }
  return values;
}

/** The one value that fills the bytes. Throws SyntaxError, also for another tag than the one expected. */
export function readDer(bytes: Uint8Array, tag: number): DerValue {
  const [value, ...more] = readDerValues(bytes);
  if (value === undefined || more.length > 0) throw new SyntaxError('not one DER value');
  return requireTag(value, tag);
}

/** The values within a value of this tag, a sequence unless told otherwise. Throws SyntaxError. */
export function derItems(value: DerValue | undefined, tag: number = derTag.sequence): DerValue[] {
  return readDerValues(requireTag(value, tag).content);
}

export function requireTag(value: DerValue | undefined, tag: number): DerValue {
  if (value?.tag !== tag) throw new SyntaxError('an unexpected DER type');
  return value;
}

/** Whole bytes of a bit string. Throws SyntaxError when it ends within a byte. */
export function derBits(value: DerValue | undefined): Uint8Array {
  const [unused, ...bits] = requireTag(value, derTag.bitString).content;
  if (unused !== 0) throw new SyntaxError('a bit string that ends within a byte');
  return Uint8Array.from(bits);
}

function extent(bytes: Uint8Array, at: number): { start: number; end: number } {
  const first = bytes[at + 1];
  if (first === undefined || bytes[at]! % 32 === 31) throw new SyntaxError('no DER value');
  const count = first < 128 ? 0 : first - 128;
  const start = at + 2 + count;
  const digits = bytes.slice(at + 2, start);
  const length = count === 0 ? first : digits.reduce((sum, digit) => sum * 256 + digit, 0);
  if (first === 128 || count > 4 || digits[0] === 0 || (count > 0 && length < 128))
    throw new SyntaxError('a length that is not in its shortest form');
  const end = start + length;
  if (digits.length < count || end > bytes.length) throw new SyntaxError('cut short');
  return { start, end };
}
