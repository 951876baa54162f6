import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type EmbeddedPostgres, openEmbeddedPostgres } from './embedded.ts';

const lookMs = 500;

/**
 * Keeps the embedded server running for as long as the product does: starts it again when it was killed, and ends it on
 * disposal, whoever started it, so that none is left over from a product that was killed.
 */
export function keepEmbedded(first: EmbeddedPostgres, dataDir: string, log: Logger): AsyncDisposable {
  let server = first;
  const stop = new AbortController();
  const { signal } = stop;
  const keep = async (): Promise<void> => {
    while (!signal.aborted) {
      await delay(lookMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted || server.isRunning()) continue;
      log.error('the embedded database ended; starting it again');
      try {
        server = await openEmbeddedPostgres({ dataDir });
      } catch (error) {
        log.error({ err: error }, 'the embedded database does not start');
      }
    }
  };
  const keeping = keep();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await keeping;
      await server.stop();
    },
  };
}
