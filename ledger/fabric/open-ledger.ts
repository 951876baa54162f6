import { FabricLedger, type FabricLedgerOptions } from './fabric-ledger.ts';

/**
 * Opens the ledger behind a connection profile. Nothing is asked of the network yet: one that is down is waited for by
 * each operation, up to its patience.
 *
 * @throws an error of the file system for keys and certificates that are not there, ShapeError for ones that are none
 */
export function openFabricLedger(options: FabricLedgerOptions): FabricLedger {
  return new FabricLedger(options);
}
