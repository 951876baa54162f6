/**
 * Writes the few ASN.1 types that X.509 needs, in DER (ITU-T X.690). Every function returns a complete
 * tag-length-value; nested values are concatenated.
 */

const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

export function derSequence(...items: readonly Buffer[]): Buffer {
  return value(tag.sequence, Buffer.concat(items));
}

export function derSet(item: Buffer): Buffer {
  return value(tag.set, item);
}

export function derBoolean(flag: boolean): Buffer {
  return value(tag.boolean, Buffer.of(flag ? 0xff : 0));
}

/** An unsigned integer given big-endian; leading zeros are dropped and one is added where the sign bit would be set. */
export function derInteger(unsigned: Uint8Array): Buffer {
  const firstDigit = unsigned.findIndex((byte) => byte !== 0);
  const digits = firstDigit === -1 ? Buffer.of(0) : Buffer.from(unsigned.subarray(firstDigit));
  return value(tag.integer, digits[0]! & 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits);
}

/** @param unusedBits how many low bits of the last byte do not count */
export function derBitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return value(tag.bitString, Buffer.concat([Buffer.of(unusedBits), bytes]));
}

/** A bit string of named flags, trailing zero bits removed as X.690 §11.2.2 asks. Bit 0 is the highest of the first byte. */
export function derNamedBits(bits: readonly number[]): Buffer {
  const last = Math.max(...bits);
  const bytes = Buffer.alloc(Math.floor(last / 8) + 1);
  for (const bit of bits) bytes[Math.floor(bit / 8)]! |= 0x80 >> (bit % 8);
  return derBitString(bytes, 7 - (last % 8));
}

export function derOctetString(bytes: Uint8Array): Buffer {
  return value(tag.octetString, bytes);
}

export function derUtf8String(text: string): Buffer {
  return value(tag.utf8String, Buffer.from(text, 'utf8'));
}

/** @param dotted for example `1.2.840.10045.4.3.2` */
export function derObjectIdentifier(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number);
  const arcs = [first! * 40 + second!, ...rest].map(base128);
  return value(tag.objectIdentifier, Buffer.concat(arcs));
}

/** UTCTime through 2049, GeneralizedTime after it (RFC 5280 §4.1.2.5); whole seconds. */
export function derTime(instant: Date): Buffer {
  const digits = instant
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '');
  return instant.getUTCFullYear() < 2050
    ? value(tag.utcTime, Buffer.from(digits.slice(2)))
    : value(tag.generalizedTime, Buffer.from(digits));
}

/** `[n] EXPLICIT`: the whole inner value wrapped. */
export function derExplicit(n: number, inner: Buffer): Buffer {
  return value(0xa0 | n, inner);
}

/** `[n] IMPLICIT` over a primitive type: only the tag changes. */
export function derImplicit(n: number, content: Uint8Array): Buffer {
  return value(0x80 | n, content);
}

function value(tagByte: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(tagByte), length(content.length), content]);
}

function length(n: number): Buffer {
  if (n < 0x80) return Buffer.of(n);
  const bytes: number[] = [];
  for (let rest = n; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.of(0x80 | bytes.length, ...bytes);
}

function base128(arc: number): Buffer {
  const groups = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
    groups.unshift(0x80 | (rest % 128));
  return Buffer.from(groups);
}
