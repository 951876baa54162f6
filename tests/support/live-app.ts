import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Clock } from '#services/clock.ts';
import { testDatabase } from './database.ts';
import { type LiveProduct, liveProduct } from './live-product.ts';

/** Runs on from a Friday at half past twelve in Shanghai, so that the demo's last lunch has just been served. */
function runningClock(start = '2026-02-27T04:30:00.000Z'): Clock {
  const began = Date.now();
  return { now: () => new Date(Date.parse(start) + Date.now() - began).toISOString() };
}

/** The product for a browser: a small demo district on a database of its own, behind a real socket. */
export async function liveApp(): Promise<LiveProduct> {
  const resources = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), 'shansu-live-'));
  resources.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const { db } = resources.use(await testDatabase(20));
  const product = resources.use(
    await liveProduct({ db, dataDir, clock: runningClock(), log: pino({ level: 'error' }) }),
  );
  return { ...product, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** The password that every account of the demo has. */
export { demoPassword } from '#seed/demo/open-schools.ts';
