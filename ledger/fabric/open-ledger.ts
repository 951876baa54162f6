import { readFileSync } from 'node:fs';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
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

/** Reads a connection profile as a network writes it. */
export function readConnectionProfile(path: string): ConnectionProfile {
  const profile: ConnectionProfile = JSON.parse(readFileSync(path, 'utf8'));
  if (profile.version !== 2)
    throw new Error(
      `${path} is not a connection profile of version 2; the network writes it anew when it is started`,
    );
  return profile;
}
