import { ed25519 } from '@noble/curves/ed25519.js';
import { concat, toBase64, utf8 } from './bytes.ts';
import { type Checkpoint, formatCheckpoint } from './checkpoint.ts';
import { ED25519, formatNote, keyIdOf } from './note.ts';

/** What only the holder of a log's key does. No verifier needs it, and no browser loads it. */

/** A key that signs notes. `secretKey` is the 32-byte seed of RFC 8032. */
export type SignerKey = { name: string; secretKey: Uint8Array };

/** The verifier key of a signing key, as text to hand out. */
export function formatVerifierKey({ name, secretKey }: SignerKey): string {
  const publicKey = ed25519.getPublicKey(secretKey);
  return `${name}+${keyIdOf(name, publicKey)}+${toBase64(concat(Uint8Array.of(ED25519), publicKey))}`;
}

/** Signs a text with each key, in order. */
export function signNote(text: string, ...keys: SignerKey[]): string {
  const message = utf8(text);
  const signatures = keys.map(({ name, secretKey }) => ({
    name,
    keyId: keyIdOf(name, ed25519.getPublicKey(secretKey)),
    signature: ed25519.sign(message, secretKey),
  }));
  return formatNote({ text, signatures });
}

/** Signs a checkpoint. The log's keys carry its origin as their name. */
export function signCheckpoint(checkpoint: Checkpoint, ...keys: SignerKey[]): string {
  return signNote(formatCheckpoint(checkpoint), ...keys);
}
