import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Logger } from 'pino';
import { ledgerWords } from '#ledger/ledger-words.ts';
import { civilDateOf } from '#schemas/time.ts';
import { type Demo, demoSizes, writeDemo } from '#seed/demo/write-demo.ts';
import { admitLogs, LogKeys, startLogWorkers } from '#services/anchors/index.ts';
import { createApp } from '#services/app.ts';
import type { Clock } from '#services/clock.ts';
import { readConfig } from '#services/config.ts';
import type { Db } from '#services/db/connect.ts';
import type { Deps } from '#services/deps.ts';
import { Nudge } from '#services/jobs/index.ts';
import { openLedger } from '#services/ledger.ts';
import { openPaperStore } from '#services/papers/index.ts';
import { personalVault } from '#services/records/personal.ts';
import { secretFile } from '#services/secret-file.ts';
import { developmentLedgerName, ledgerInUse } from './ledgers-in-use.ts';
import { reference } from './reference.ts';
import { rules } from './rules.ts';

interface Basis {
  readonly db: Db;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** More settings, as the environment names them. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface LiveProduct extends AsyncDisposable {
  readonly url: string;
  readonly deps: Deps;
  readonly demo: Demo;
  readonly ledgerName: string;
}

/** The whole product with a small demo district: sequencer, anchor worker and a real socket on a free port. */
export async function liveProduct({ db, dataDir, clock, log, settings }: Basis): Promise<LiveProduct> {
  const resources = new AsyncDisposableStack();
  // One machine asks for everybody.
  const unlimited = { PUBLIC_REQUESTS_PER_MINUTE: '100000000', PUBLIC_REQUESTS_IN_ALL: '100000000' };
  const config = readConfig({ DATA_DIR: dataDir, ...unlimited, ...settings });
  const logKeys = new LogKeys(dataDir);
  const committed = new Nudge();
  const deps: Deps = {
    config,
    db,
    clock,
    log,
    vault: personalVault(secretFile(join(dataDir, 'keys', 'personal.key'))),
    papers: await openPaperStore(join(dataDir, 'papers')),
    reference,
    rules,
    logKeys,
    committed,
  };
  const demo = await writeDemo(deps, demoSizes.small, civilDateOf(clock.now()), () => {});
  await admitLogs(deps, logKeys);
  const ledger = resources.use(await openLedger(config, log));
  resources.use(ledgerInUse(developmentLedgerName));
  logKeys.admitLedger(ledger.trusted);
  resources.use(startLogWorkers(deps, { ledger, keys: logKeys }, committed));
  const witnesses = ledgerWords(ledger.identity.witness, ledger.trusted.quorum);
  const server = serve({ fetch: createApp({ ...deps, witnesses }).fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((listening) => server.once('listening', listening));
  resources.defer(async () => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((closed) => server.close(() => closed(undefined)));
  });
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    deps,
    demo,
    ledgerName: ledger.identity.name,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
