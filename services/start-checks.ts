import { accessSync, constants, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { type LockableFolder, lockFolder } from '#ledger/process/lock-folder.ts';
import type { Config } from './config.ts';
import { reasonOf, StartRefused } from './start-refused.ts';

/**
 * Asks for what a start needs before it writes anything: who has the wrong folder or a taken port learns it at once, not
 * after the demo was written.
 *
 * @throws StartRefused
 */
export async function requireMeans({ dataDir, host, port }: Config): Promise<void> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
  } catch (cause) {
    throw new StartRefused(`DATA_DIR cannot be used: ${(cause as Error).message}`, { cause });
  }
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(port, host, resolve)).catch(
    (cause) => refuseToListen({ host, port }, cause),
  );
  await new Promise((closed) => probe.close(closed));
}

/** @throws StartRefused in any case */
export function refuseToListen({ host, port }: Pick<Config, 'host' | 'port'>, cause: Error): never {
  throw new StartRefused(`Cannot listen on ${host}:${port}: ${cause.message}`, { cause });
}

/** @throws StartRefused beside a second product on the same folder */
export function lockForProduct(product: LockableFolder): Disposable {
  try {
    return lockFolder(product);
  } catch (cause) {
    throw new StartRefused(`The product cannot start: ${(cause as Error).message}`, { cause });
  }
}

/**
 * Opens something of the installation; what is damaged in it, or cannot be read or written, is told in a sentence.
 * @param complaint what to say before the reason
 * @throws StartRefused
 */
export async function openOrRefuse<Opened>(complaint: string, open: () => Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (cause) {
    if (cause instanceof StartRefused) throw cause;
    throw new StartRefused(`${complaint}: ${reasonOf(cause)}`, { cause });
  }
}
