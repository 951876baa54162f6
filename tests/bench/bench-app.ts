import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { civilDateOf } from '#schemas/time.ts';
import { type Demo, smallDemo, writeDemo } from '#seed/demo/write-demo.ts';
import { admitLogs, openLogKeys, startLogWorkers } from '#services/anchors/index.ts';
import { createApp } from '#services/app.ts';
import { systemClock } from '#services/clock.ts';
import { readConfig } from '#services/config.ts';
import type { Db } from '#services/db/connect.ts';
import { openDatabase } from '#services/db/open.ts';
import type { Deps } from '#services/deps.ts';
import { Nudge } from '#services/jobs/index.ts';
import { openLedger } from '#services/ledger.ts';
import { openPaperStore } from '#services/papers/index.ts';
import { personalVault } from '#services/records/personal.ts';
import { loadReference } from '#services/reference/index.ts';
import { loadRules } from '#services/rules/index.ts';

const seed = join(import.meta.dirname, '..', '..', 'seed');

export interface BenchApp extends AsyncDisposable {
  readonly url: string;
  readonly deps: Deps;
  readonly owner: Db;
  readonly demo: Demo;
  readonly ledgerName: string;
}

/** The whole product on a durable embedded database of its own, with a small demo district, listening on a free port. */
export async function benchApp(): Promise<BenchApp> {
  const resources = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), 'shansu-bench-'));
  resources.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const config = readConfig({ DATA_DIR: dataDir });
  const log = pino({ level: 'warn' });
  const { db, owner } = resources.use(await openDatabase(config, log));
  const logKeys = openLogKeys(dataDir);
  const committed = new Nudge();
  const deps: Deps = {
    config,
    db,
    clock: systemClock,
    log,
    vault: personalVault(randomBytes(32)),
    papers: await openPaperStore(join(dataDir, 'papers')),
    reference: await loadReference(join(seed, 'reference')),
    rules: await loadRules(join(seed, 'rules')),
    logKeys,
    committed,
  };
  const demo = await writeDemo(deps, smallDemo, civilDateOf(systemClock.now()), () => {});
  await admitLogs(deps, logKeys);
  const ledger = resources.use(await openLedger(config));
  resources.use(startLogWorkers(deps, { ledger, keys: logKeys }, committed));
  const server = serve({ fetch: createApp(deps).fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((listening) => server.once('listening', listening));
  resources.defer(() => new Promise((closed) => server.close(() => closed())));
  const { port } = server.address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    deps,
    owner,
    demo,
    ledgerName: ledger.identity.name,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
