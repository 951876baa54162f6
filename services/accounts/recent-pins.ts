import { createHmac, randomBytes } from 'node:crypto';
import { verifySecret } from './secrets.ts';

/**
 * PINs that were right a moment ago, so that the second signer of twenty deliveries pays for argon2 once (30 ms and
 * 19 MiB each). An entry is the stored hash with an HMAC of the PIN under a key that lives and dies with the process:
 * a changed PIN has another hash, a wrong one another HMAC, and both go the slow way, where failures count towards
 * the lock. Locked and disabled accounts are refused before anybody asks here.
 */
const key = randomBytes(32);
const restMs = 5 * 60_000;
const atMost = 1000;

interface Remembered {
  readonly until: number;
  readonly answer: Promise<boolean>;
}
const recent = new Map<string, Remembered>();

/** Like `verifySecret`, except that a PIN found right within the last five minutes is not hashed again. */
export async function verifyPin(pin: string, phc: string): Promise<boolean> {
  const entry = createHmac('sha256', key)
    .update(`${phc}\n${pin.normalize('NFC')}`)
    .digest('base64');
  const known = recent.get(entry);
  if (known && known.until > performance.now()) return await known.answer;
  const answer = verifySecret(pin, phc);
  remember(entry, answer);
  const right = await answer.catch((error) => {
    recent.delete(entry);
    throw error;
  });
  if (!right) recent.delete(entry);
  return right;
}

/** Keeps the question while it is being answered, so that many at once share one hash. */
function remember(entry: string, answer: Promise<boolean>): void {
  const oldest = recent.keys().next();
  if (recent.size >= atMost && !oldest.done) recent.delete(oldest.value);
  recent.delete(entry);
  recent.set(entry, { until: performance.now() + restMs, answer });
}
