import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '#services/clock.ts';
import { readConfig } from '#services/config.ts';
import type { Db } from '#services/db/connect.ts';
import { openDatabase } from '#services/db/open.ts';
import { type LiveProduct, liveProduct } from '#tests/support/live-product.ts';

export interface BenchApp extends LiveProduct {
  /** Sees every district; for counting and for writing graphs. */
  readonly owner: Db;
}

/** The product on a durable embedded database of its own: fsync on, as in operation. */
export async function benchApp(): Promise<BenchApp> {
  const resources = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), 'shansu-bench-'));
  resources.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const log = pino({ level: 'warn' });
  const { db, owner } = resources.use(await openDatabase(readConfig({ DATA_DIR: dataDir }), log));
  const product = resources.use(await liveProduct({ db, dataDir, clock: systemClock, log }));
  return { ...product, owner, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
