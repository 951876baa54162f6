import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Seals personal values at rest (AES-256-GCM, the row's identity as associated data). Deleting the sealed row erases
 * the value; the commitment in the record stays and proves only that something was recorded.
 */
export interface PersonalVault {
  seal(value: string, boundTo: string): Uint8Array;
  open(sealed: Uint8Array, boundTo: string): string;
  /**
   * A keyed digest that tells whether two values are equal and, without the key, nothing else: a plain hash of a phone
   * or identity number could be guessed. `purpose` keeps digests of different fields and districts apart.
   */
  mark(value: string, purpose: string): Uint8Array;
}

const nonceBytes = 12;
const tagBytes = 16;

/** @param key 32 bytes, kept outside the database. */
export function personalVault(key: Uint8Array): PersonalVault {
  if (key.length !== 32) throw new RangeError('the key for personal values must be 32 bytes');
  const markKey = Buffer.from(hkdfSync('sha256', key, new Uint8Array(), 'shansu/personal-mark', 32));
  return {
    mark: (value, purpose) =>
      createHmac('sha256', markKey)
        .update(`${purpose}\n${value.normalize('NFC')}`)
        .digest(),
    seal(value, boundTo) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo));
      const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    open(sealed, boundTo) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
        .setAAD(Buffer.from(boundTo))
        .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return (
        decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
      );
    },
  };
}
