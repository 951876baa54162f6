import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Logger, pino } from 'pino';
import { describeFailure } from '#ledger/network/describe-failure.ts';
import { down } from '#ledger/network/down.ts';
import { NetworkFolder } from '#ledger/network/folder.ts';
import { isProfileName, type ProfileName, profiles } from '#ledger/network/profiles.ts';
import { findPrograms, ProgramsNotFound } from '#ledger/network/programs.ts';
import { up } from '#ledger/network/up.ts';
import { requireLedgerKind, trustPath } from './anchors/index.ts';
import { readConfig } from './config.ts';
import { runProduct } from './main.ts';
import { lockForProduct, requireMeans } from './start-checks.ts';
import { StartRefused } from './start-refused.ts';
import { stopSignal } from './stop-signal.ts';

/**
 * `npm run start:fabric [-- --profile solo|raft3|bft4]`
 *
 * The product on a real Hyperledger Fabric network of two organisations, both on this machine: brings the network up
 * below the data folder, serves on it, and takes it down when told to end. What an earlier start left running when it was
 * killed is taken over, and ended with the rest.
 */

/** Not that of `npm start`: what rests on the development ledger must not pass for what organisations confirmed. */
const defaultDataDir = join('.data', 'with-fabric');

const usage = `用法：npm run start:fabric [-- --profile ${Object.keys(profiles).join('|')}]
usage: npm run start:fabric [-- --profile ${Object.keys(profiles).join('|')}]
The other settings are those of npm start; LEDGER=fabric npm start uses a network that others run.`;

type Environment = Readonly<Record<string, string | undefined>>;

/** @returns the exit code: 0 when told to end, 1 when it cannot be (no Fabric programs, `StartRefused`), 2 after wrong usage */
async function startFabric(args: readonly string[], env: Environment, stop: AbortSignal): Promise<number> {
  const options = readArguments(args);
  if (options === undefined || env.LEDGER_PROFILE) return refuse(2, usage);
  try {
    await runOnNetwork(options.profile, env, stop);
    return 0;
  } catch (error) {
    if (error instanceof ProgramsNotFound || error instanceof StartRefused) return refuse(1, error.message);
    throw error;
  }
}

async function runOnNetwork(profile: ProfileName | undefined, env: Environment, stop: AbortSignal) {
  const environment = { PATH: env.PATH ?? '', HOME: homedir() };
  const programs = findPrograms({
    chosenFolder: env.FABRIC_BIN,
    home: environment.HOME,
    path: environment.PATH,
  });
  const dataDir = env.DATA_DIR || defaultDataDir;
  const folder = new NetworkFolder(join(dataDir, 'fabric'));
  const config = readConfig({ ...env, DATA_DIR: dataDir, LEDGER: 'fabric' });
  const log = pino({ level: config.logLevel });

  requireLedgerKind(trustPath(dataDir), 'fabric');
  await requireMeans(config);
  using _lock = lockForProduct({ root: dataDir, lock: join(dataDir, 'start-fabric.lock') });
  await using _network = { [Symbol.asyncDispose]: () => takeDown(folder, log) };
  const began = performance.now();
  const { plan, started, adopted } = await up({ folder, programs, environment, profile }).catch((cause) => {
    throw new StartRefused(`The Fabric network cannot start: ${describeFailure(cause)}`, { cause });
  });
  const milliseconds = Math.round(performance.now() - began);
  log.info({ profile: plan.profile, started, adopted, milliseconds }, 'Fabric network ready');
  await runProduct(config, log, stop);
}

async function takeDown(folder: NetworkFolder, log: Logger): Promise<void> {
  log.info({ ended: await down(folder) }, 'Fabric network ended');
}

function readArguments(args: readonly string[]): { readonly profile: ProfileName | undefined } | undefined {
  try {
    const { profile } = parseArgs({ args: [...args], options: { profile: { type: 'string' } } }).values;
    return profile === undefined || isProfileName(profile) ? { profile } : undefined;
  } catch {
    return undefined;
  }
}

function refuse(exit: number, message: string): number {
  console.error(message);
  return exit;
}

if (import.meta.main) process.exitCode = await startFabric(process.argv.slice(2), process.env, stopSignal());
