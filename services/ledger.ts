import { existsSync, mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { AuditedLedger } from '#ledger/audited-ledger.ts';
import { DevnetFolder } from '#ledger/devnet/devnet-folder.ts';
import { type Devnet, openDevnet } from '#ledger/devnet/open-devnet.ts';
import type { LedgerLog } from '#ledger/fabric/fabric-ledger.ts';
import { openAuditedLedger as auditedFabric } from '#ledger/fabric/open-audited.ts';
import { openFabricLedger } from '#ledger/fabric/open-ledger.ts';
import { readConnectionProfile } from '#ledger/fabric/read-connection-profile.ts';
import { openSubmissionFiles } from '#ledger/fabric/submissions.ts';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import type { Ledger } from '#ledger/port.ts';
import { requireLedgerKind, trustPath } from './anchors/index.ts';
import type { Config } from './config.ts';
import { openOrRefuse } from './start-checks.ts';
import { StartRefused } from './start-refused.ts';

type Settings = Pick<Config, 'dataDir' | 'ledger'>;

/** As whom this installation anchors on the development network. */
const ownOrganisation = 'EduBureauMSP';

/**
 * Finds out, before anything is opened or made, that the installation must not rest on the ledger that the settings choose.
 * @throws StartRefused
 */
export function requireFittingLedger({ mode, dataDir, ledger }: Pick<Config, 'mode' | 'dataDir' | 'ledger'>) {
  const kind = ledger.kind === 'fabric' ? readProfile(ledger.profilePath).kind : 'fabric-development';
  if (mode === 'production' && kind === 'fabric-development')
    throw new StartRefused(
      'Production mode refuses the development ledger: it has no witness outside this installation.',
    );
  requireLedgerKind(trustPath(dataDir), kind);
}

/** The ledger that the settings choose, for the product. @throws StartRefused when it cannot be opened */
export async function openLedger(settings: Settings, log?: LedgerLog): Promise<Ledger> {
  const { ledger, dataDir } = settings;
  const place = ledger.kind === 'fabric' ? ledger.profilePath : devnetFolder(dataDir).root;
  return await openOrRefuse(`The ledger of ${place} cannot be opened`, () => {
    mkdirSync(join(dataDir, 'ledger'), { recursive: true, mode: 0o700 });
    return ledger.kind === 'fabric'
      ? fabricLedger(dataDir, ledger.profilePath, log)
      : developmentLedger(dataDir, log);
  });
}

/** The same ledger for commands that may run beside the product. */
export async function readLedger(settings: Settings): Promise<Ledger> {
  const { ledger, dataDir } = settings;
  if (ledger.kind === 'fabric') return await openLedger(settings);
  const profilePath = devnetFolder(dataDir).connection(ownOrganisation);
  if (await isServed(profilePath)) return await fabricLedger(dataDir, profilePath);
  if (!existsSync(profilePath)) throw notThere(dataDir);
  return await developmentLedger(dataDir);
}

/** The same ledger as an auditor sees it, each organisation's copy by itself; the product may run beside. */
export async function openAuditedLedger({ ledger, dataDir }: Settings): Promise<AuditedLedger> {
  if (ledger.kind === 'fabric') return auditedFabric(readConnectionProfile(ledger.profilePath));
  const folder = devnetFolder(dataDir);
  const profilePath = folder.connection(ownOrganisation);
  if (await isServed(profilePath)) return auditedFabric(readConnectionProfile(profilePath));
  if (!existsSync(profilePath)) throw notThere(dataDir);
  const devnet = await openDevnet({ folder: folder.root });
  return endingWith(auditedFabric(devnet.profile), devnet);
}

const notThere = (dataDir: string) => new Error(`there is no development ledger in ${dataDir}`);

const devnetFolder = (dataDir: string) => new DevnetFolder(join(dataDir, 'ledger', 'devnet'));

async function fabricLedger(dataDir: string, profilePath: string, log?: LedgerLog) {
  const submissions = await openSubmissionFiles(join(dataDir, 'ledger', 'submissions'));
  return openFabricLedger({ profile: readProfile(profilePath), submissions, ...(log && { log }) });
}

function readProfile(path: string): ConnectionProfile {
  if (!existsSync(path))
    throw new StartRefused(`There is no connection profile of a Fabric network at ${path}.`);
  try {
    return readConnectionProfile(path);
  } catch (cause) {
    throw new StartRefused((cause as Error).message, { cause });
  }
}

/** The network lives in this process, as long as the ledger is open. */
async function developmentLedger(dataDir: string, log?: LedgerLog): Promise<Ledger> {
  const folder = devnetFolder(dataDir);
  const devnet: Devnet = await openDevnet({ folder: folder.root });
  return endingWith(await fabricLedger(dataDir, folder.connection(ownOrganisation), log), devnet);
}

/** Closing the ledger closes its network too. */
function endingWith<Opened extends AsyncDisposable>(ledger: Opened, devnet: Devnet): Opened {
  const close = ledger[Symbol.asyncDispose].bind(ledger);
  return Object.assign(ledger, {
    async [Symbol.asyncDispose]() {
      await close();
      await devnet.close();
    },
  });
}

/** Whether another process, the product, has the development network open. */
async function isServed(profilePath: string): Promise<boolean> {
  if (!existsSync(profilePath)) return false;
  const { host, port } = readConnectionProfile(profilePath).peers[0]!;
  return await new Promise((settle) => {
    const socket = connect({ host, port, timeout: 1000 });
    const end = (served: boolean) => {
      socket.destroy();
      settle(served);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
