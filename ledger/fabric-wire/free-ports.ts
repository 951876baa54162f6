import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ranges from which operating systems take the ports of outgoing connections, so that a stopped network finds its
 * ports free again when it restarts.
 */
const lowest = 20_000;
const highest = 32_000;

/** Ports that nothing listens on now, different from each other. They are not reserved: use them soon. */
export async function findFreePorts(count: number): Promise<number[]> {
  const found: number[] = [];
  let candidate = randomInt(lowest, highest);
  for (let tried = 0; found.length < count; tried += 1) {
    if (tried > highest - lowest)
      throw new Error(`fewer than ${count} free ports between ${lowest} and ${highest}`);
    if (await isFree(candidate)) found.push(candidate);
    candidate = candidate + 1 < highest ? candidate + 1 : lowest;
  }
  return found;
}

/** Whether a server could listen on this port of the loopback address now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once('error', () => settle(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => settle(true)));
  });
}
