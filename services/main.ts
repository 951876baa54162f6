import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { ensureDemo } from '#seed/demo/ensure-demo.ts';
import { fullDemo } from '#seed/demo/write-demo.ts';
import { admitLogs, openLogKeys, startLogWorkers } from './anchors/index.ts';
import { createApp } from './app.ts';
import { systemClock } from './clock.ts';
import { readConfig } from './config.ts';
import { clearDatabase } from './db/clear.ts';
import { openDatabase } from './db/open.ts';
import { demoText, readDemoGuide } from './demo-guide.ts';
import { refuseDemoDistricts } from './districts/demo-districts.ts';
import { Nudge, startJobs } from './jobs/index.ts';
import { openLedger } from './ledger.ts';
import { openPaperStore } from './papers/index.ts';
import { personalVault } from './records/personal.ts';
import { loadReference } from './reference/index.ts';
import { loadRules } from './rules/index.ts';
import { secretFile } from './secret-file.ts';
import { supplierExpiryJob } from './suppliers/index.ts';

const config = readConfig(process.env);
const log = pino({ level: config.logLevel });

/** Only the embedded database is emptied by itself; another one may hold more than our half-written demo. */
const unfinishedDemo =
  'The demo was not finished last time. Empty the database of DATABASE_URL, remove demo.unfinished from DATA_DIR, and start again.';

await using resources = new AsyncDisposableStack();
const { db, owner } = resources.use(await openDatabase(config, log));
const vault = personalVault(secretFile(join(config.dataDir, 'keys', 'personal.key')));
const seed = join(import.meta.dirname, '..', 'seed');
const reference = await loadReference(join(seed, 'reference'));
const rules = await loadRules(join(seed, 'rules'));
const logKeys = openLogKeys(config.dataDir);
const committed = new Nudge();
const papers = await openPaperStore(join(config.dataDir, 'papers'));
const deps = { config, db, clock: systemClock, log, vault, papers, reference, rules, logKeys, committed };
const app = createApp(deps);

if (config.mode === 'production') await refuseDemoDistricts(db);
else {
  await ensureDemo(
    deps,
    fullDemo,
    async () => {
      if (config.databaseUrl) throw new Error(unfinishedDemo);
      await clearDatabase(owner);
    },
    (message) => log.info({ demo: message }, 'writing the demo district'),
  );
}

await admitLogs(deps, logKeys);
const ledger = resources.use(await openLedger(config, log));
if (ledger.trusted) logKeys.admitLedger(ledger.trusted);
resources.use(startLogWorkers(deps, { ledger, keys: logKeys }, committed));
resources.use(startJobs(deps, [supplierExpiryJob]));

const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port });
resources.defer(() => new Promise((closed) => server.close(() => closed())));
await new Promise((listening, failed) => server.once('listening', listening).once('error', failed));
log.info({ url: config.publicUrl }, 'ready');
const guide = readDemoGuide(config.dataDir);
if (guide) console.error(`\n膳溯 Shansu: ${config.publicUrl}\n\n${demoText(guide, config.publicUrl)}\n`);

await new Promise((stop) => process.once('SIGTERM', stop).once('SIGINT', stop));
log.info('stopping');
