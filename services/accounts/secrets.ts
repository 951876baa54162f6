import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);
/** OWASP's second argon2id profile: 19 MiB, two passes. About 30 ms. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

/** Hash of a password or PIN as a PHC string. */
export async function hashSecret(secret: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { message: secret.normalize('NFC'), nonce, ...cost });
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(nonce)}$${text(tag)}`;
}

/** Compares in constant time; an unknown account is checked against `decoyHash` so that it takes as long. */
export async function verifySecret(secret: string, phc: string): Promise<boolean> {
  const [, m, t, p, nonce, tag] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(phc) ?? [];
  if (tag === undefined) return false;
  const expected = Buffer.from(tag, 'base64');
  const parameters = {
    memory: Number(m),
    passes: Number(t),
    parallelism: Number(p),
    tagLength: expected.length,
  };
  const message = secret.normalize('NFC');
  const found = await derive('argon2id', {
    message,
    nonce: Buffer.from(nonce as string, 'base64'),
    ...parameters,
  });
  return timingSafeEqual(found, expected);
}

let decoy: Promise<string> | undefined;
export function decoyHash(): Promise<string> {
  decoy ??= hashSecret(randomBytes(16).toString('hex'));
  return decoy;
}

/** 256 random bits, URL-safe; only its SHA-256 is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');
export const tokenHash = (token: string): Uint8Array => createHash('sha256').update(token).digest();
