import { existsSync, readFileSync } from 'node:fs';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { findFreePorts, isFree } from '#ledger/fabric-wire/free-ports.ts';
import { endorsingOrganisations } from './channel.ts';
import type { DevnetFolder } from './devnet-folder.ts';
import type { Ports } from './write-connections.ts';

/** The ports of last time where they are free, so that a client of another process finds its way back; else others. */
export async function choosePorts(folder: DevnetFolder): Promise<Ports> {
  const fresh = await findFreePorts(endorsingOrganisations.length);
  const chosen = endorsingOrganisations.map(async ({ mspId }, index) => {
    const last = lastPort(folder, mspId);
    const port = last !== undefined && (await isFree(last)) ? last : fresh[index]!;
    return [mspId, port] as const;
  });
  return Object.fromEntries(await Promise.all(chosen));
}

function lastPort(folder: DevnetFolder, mspId: string): number | undefined {
  if (!existsSync(folder.connection(mspId))) return undefined;
  const profile: ConnectionProfile = JSON.parse(readFileSync(folder.connection(mspId), 'utf8'));
  return profile.peers[0]!.port;
}
