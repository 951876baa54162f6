import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '#services/clock.ts';
import { readConfig } from '#services/config.ts';
import type { Db } from '#services/db/connect.ts';
import { openDatabase } from '#services/db/open.ts';
import type { ReachableLedger } from '#tests/support/breakable-ledgers.ts';
import { type LiveProduct, liveProduct } from '#tests/support/live-product.ts';

export interface BenchApp extends LiveProduct {
  /** Sees every district; for counting and for writing graphs. */
  readonly owner: Db;
}

/** The product on a durable embedded database of its own: fsync on, as in operation. */
export async function benchApp({ profilePath }: ReachableLedger): Promise<BenchApp> {
  await using opening = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), 'shansu-bench-'));
  opening.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const log = pino({ level: 'error' }, pino.destination(2));
  const { db, owner } = opening.use(await openDatabase(readConfig({ DATA_DIR: dataDir }), log));
  const settings = { LEDGER: 'fabric', LEDGER_PROFILE: profilePath };
  const product = opening.use(await liveProduct({ db, dataDir, clock: systemClock, log, settings }));
  const resources = opening.move();
  return { ...product, owner, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
