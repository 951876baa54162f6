import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openLocalLedger, readLocalLedger } from '#ledger/local/ledger.ts';
import type { Ledger } from '#ledger/port.ts';
import type { Config } from './config.ts';

/** The ledger that the settings choose, for the product. */
export async function openLedger({ dataDir }: Pick<Config, 'dataDir'>): Promise<Ledger> {
  mkdirSync(join(dataDir, 'ledger'), { recursive: true, mode: 0o700 });
  return await openLocalLedger(localPath(dataDir));
}

/** The same ledger, to be looked at only: the audit runs beside the product. */
export const readLedger = ({ dataDir }: Pick<Config, 'dataDir'>): Promise<Ledger> =>
  readLocalLedger(localPath(dataDir));

const localPath = (dataDir: string): string => join(dataDir, 'ledger', 'checkpoints.jsonl');
