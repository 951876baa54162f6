import { once } from 'node:events';
import { type ServerType, serve } from '@hono/node-server';
import { type Logger, pino } from 'pino';
import { ledgerWords } from '#ledger/ledger-words.ts';
import { ensureDemo } from '#seed/demo/ensure-demo.ts';
import { demoSizes } from '#seed/demo/write-demo.ts';
import { admitLogs, startLogWorkers } from './anchors/index.ts';
import { createApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { openDatabase } from './db/open.ts';
import { demoText, readDemoGuide } from './demo-guide.ts';
import { clearUnfinishedDemo, refuseDemoDistricts } from './districts/demo-districts.ts';
import { startJobs } from './jobs/index.ts';
import { openLedger, requireFittingLedger } from './ledger.ts';
import { openDeps } from './open-deps.ts';
import { noteAddress } from './running-address.ts';
import { openOrRefuse, refuseToListen, requireMeans } from './start-checks.ts';
import { StartRefused } from './start-refused.ts';
import { stopServing } from './stop-serving.ts';
import { stopSignal } from './stop-signal.ts';
import { supplierExpiryJob } from './suppliers/index.ts';

/**
 * Opens everything, serves until told to stop, and closes everything again, also when told while it still opens.
 *
 * @param stop looked at between the steps of opening and the days of the demo
 */
export async function runProduct(config: Config, log: Logger, stop: AbortSignal): Promise<void> {
  await using resources = new AsyncDisposableStack();
  try {
    await openProduct(config, log, stop, resources);
    if (!stop.aborted) await once(stop, 'abort');
  } catch (error) {
    if (!stop.aborted || error !== stop.reason) throw error;
  }
  log.info('stopping');
}

async function openProduct(
  config: Config,
  log: Logger,
  stop: AbortSignal,
  resources: AsyncDisposableStack,
): Promise<void> {
  stop.throwIfAborted();
  requireFittingLedger(config);
  await requireMeans(config);
  const { db, owner } = resources.use(await openDatabase(config, log, 'product'));
  const unusable = `DATA_DIR (${config.dataDir}) cannot be used`;
  const deps = await openOrRefuse(unusable, () => openDeps(config, log, db));

  if (config.mode === 'production') await refuseDemoDistricts(db);
  else {
    await ensureDemo(
      deps,
      demoSizes[config.demoSize],
      () => clearUnfinishedDemo(owner),
      (message) => {
        stop.throwIfAborted();
        log.info({ demo: message }, 'writing the demo district');
      },
    );
  }

  await openOrRefuse(unusable, () => admitLogs(deps, deps.logKeys));
  const ledger = resources.use(await openLedger(config, log));
  deps.logKeys.admitLedger(ledger.trusted);
  const witnesses = ledgerWords(ledger.identity.witness, ledger.trusted.quorum);
  log.info({ ledger: ledger.identity }, `${witnesses.zh} / ${witnesses.en}`);
  resources.use(startLogWorkers(deps, { ledger, keys: deps.logKeys }, deps.committed));
  resources.use(startJobs(deps, [supplierExpiryJob]));

  const app = createApp({ ...deps, witnesses, ledgerFigures: () => ledger.figures });
  const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port });
  resources.defer(() => stopServing(server));
  await listening(server).catch((cause) => refuseToListen(config, cause));
  resources.use(noteAddress(config.dataDir, config.publicUrl));
  log.info({ url: config.publicUrl }, 'ready');
  const guide = readDemoGuide(config.dataDir);
  if (guide) console.error(`\n膳溯 Shansu: ${config.publicUrl}\n\n${demoText(guide, config.publicUrl)}\n`);
}

const listening = (server: ServerType): Promise<void> =>
  new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));

if (import.meta.main) {
  try {
    const config = readConfig(process.env);
    await runProduct(config, pino({ level: config.logLevel }), stopSignal());
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
