/**
 * Text forms of bytes. Every decoder here is strict: one byte string has exactly one accepted text, so that
 * no two different files can carry the same proof.
 */

const HEX = /^(?:[0-9a-f]{2})*$/;
const HASH_HEX = /^[0-9a-f]{64}$/;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a well-formed string. A lone surrogate would silently become U+FFFD, hence the check. */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new TypeError('the text holds a lone surrogate');
  return encoder.encode(text);
}

/** The text of UTF-8 bytes. Throws SyntaxError on invalid UTF-8; a byte order mark stays visible as U+FEFF. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new SyntaxError('not UTF-8', { cause });
  }
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += HEX_OF_BYTE[byte];
  return hex;
}

const HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes of lower-case hex. Throws SyntaxError on upper case, odd length or any other character. */
export function fromHex(hex: string): Uint8Array {
  if (!HEX.test(hex)) throw new SyntaxError('not lower-case hex');
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Whether the text is a SHA-256 hash as 64 lower-case hex digits. */
export function isHashHex(text: unknown): text is string {
  return typeof text === 'string' && HASH_HEX.test(text);
}

/** Base 64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Bytes of padded base 64. Throws SyntaxError unless the text is what `toBase64` would have written. */
export function fromBase64(text: string): Uint8Array {
  let binary: string;
  try {
    binary = atob(text);
  } catch (cause) {
    throw new SyntaxError('not base 64', { cause });
  }
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  // atob also takes white space, missing padding and stray low bits.
  if (toBase64(bytes) !== text) throw new SyntaxError('not canonical base 64');
  return bytes;
}

/** The byte strings one after the other. */
export function concat(...parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Whether both hold the same bytes. Not constant time: everything compared here is public. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
