import { join } from 'node:path';
import type { Logger } from 'pino';
import { LogKeys } from './anchors/index.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { Db } from './db/connect.ts';
import type { Deps } from './deps.ts';
import { Nudge } from './jobs/index.ts';
import { openPaperStore } from './papers/index.ts';
import { personalVault } from './records/personal.ts';
import { loadReference } from './reference/index.ts';
import { loadRules } from './rules/index.ts';
import { secretFile } from './secret-file.ts';

/** What the product and its commands work with: the machine's clock, the data folder, the reference data that is shipped. */
export async function openDeps(config: Config, log: Logger, db: Db) {
  const { dataDir } = config;
  const seed = join(import.meta.dirname, '..', 'seed');
  return {
    ...{ config, db, log, clock: systemClock, committed: new Nudge() },
    vault: personalVault(secretFile(join(dataDir, 'keys', 'personal.key'))),
    logKeys: new LogKeys(dataDir),
    papers: await openPaperStore(join(dataDir, 'papers')),
    reference: await loadReference(join(seed, 'reference')),
    rules: await loadRules(join(seed, 'rules')),
  } satisfies Deps;
}
