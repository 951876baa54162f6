import { setTimeout as sleep } from 'node:timers/promises';

const pauseMs = 100;

/**
 * Repeats an attempt until it succeeds. For steps of a network that is still finding itself, where every refusal may be
 * temporary: no leader yet, peers that have not met, a chaincode still connecting.
 * @throws Error naming `what`, with the last refusal as its cause, when `deadlineMs` have passed
 */
export async function retryUntil<Result>(
  what: string,
  deadlineMs: number,
  attempt: () => Promise<Result>,
): Promise<Result> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    try {
      return await attempt();
    } catch (cause) {
      if (Date.now() > deadline) throw new Error(`${what}: not within ${deadlineMs / 1000} s`, { cause });
    }
    await sleep(pauseMs);
  }
}
