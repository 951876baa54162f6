import { randomBytes } from 'node:crypto';
import { Id } from '#schemas/values.ts';
import { DomainError } from './errors.ts';

/** UUIDv7 (RFC 9562 §5.7): the time in milliseconds, then random bits, so that new rows land beside each other. */
export function newId(now: string): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.parse(now), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * The id in an address, which may be in upper case (RFC 9562 §4), as it is kept. What is no id names nothing.
 *
 * @throws DomainError `not-found`
 */
export function knownId(text = ''): Id {
  const { success, data } = Id.safeParse(text);
  if (!success) throw new DomainError('not-found');
  return data.toLowerCase();
}
