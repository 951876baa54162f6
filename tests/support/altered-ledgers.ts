import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { DevnetFolder } from '#ledger/devnet/devnet-folder.ts';
import { peerOrganisations } from '#ledger/fabric-wire/organisations.ts';
import type { ProfileName } from '#ledger/network/profiles.ts';
import type { FabricPrograms } from '#ledger/network/programs.ts';
import { TestNetwork } from './fabric-network.ts';
import { openTestDevnet } from './test-devnet.ts';

/** A ledger whose organisations' files are open to being altered. */
export interface AlterableLedger extends AsyncDisposable {
  /** Where an organisation's connection profile lies. */
  profileOf(mspId: string): string;
  /** Ends the organisation's peer, has its file of blocks changed, and starts it again. */
  alter(mspId: string, change: (file: Buffer) => void): Promise<void>;
  /** Ends the organisation's peer, for good. */
  stop(mspId: string): Promise<void>;
}

export async function alterableDevnet(): Promise<AlterableLedger> {
  const root = mkdtempSync(join(tmpdir(), 'shansu-devnet-'));
  const folder = new DevnetFolder(root);
  let devnet = await openTestDevnet({ folder: root });
  return {
    profileOf: (mspId) => folder.connection(mspId),
    async alter(mspId, change) {
      await devnet.close();
      rewrite(folder.blocks(mspId), change);
      devnet = await openTestDevnet({ folder: root });
    },
    stop: (mspId) => devnet.network.stopOrganisation(mspId),
    async [Symbol.asyncDispose]() {
      await devnet.close();
      rmSync(root, { recursive: true });
    },
  };
}

export async function alterableNetwork(
  programs: FabricPrograms,
  profile: ProfileName,
): Promise<AlterableLedger> {
  const network = new TestNetwork(programs);
  await network.up(profile);
  const end = async (mspId: string) => {
    const name = `peer-${peerOrganisations.find((each) => each.mspId === mspId)!.slug}`;
    network.kill(name);
    await vi.waitUntil(() => network.pid(name) === undefined, { timeout: 30_000 });
    return name;
  };
  return {
    profileOf: (mspId) => network.folder.connection(mspId),
    async alter(mspId, change) {
      const name = await end(mspId);
      try {
        alterBlocks(network.folder.data(name), change);
      } finally {
        await network.up();
      }
    },
    stop: async (mspId) => void (await end(mspId)),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
}

/** Changes the one file of blocks of a peer or an orderer, wherever it lies below its folder. */
export function alterBlocks(folder: string, change: (file: Buffer) => void): void {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  rewrite(join(folder, found.find((path) => /chains\/shansu\/blockfile_000000$/.test(path))!), change);
}

/** Flips a bit of the last byte where these bytes stand for the first time. */
export function flipAt(file: Buffer, bytes: Uint8Array): void {
  const at = file.indexOf(bytes);
  if (at < 0) throw new Error('the file does not hold these bytes');
  file[at + bytes.length - 1]! ^= 1;
}

function rewrite(path: string, change: (file: Buffer) => void): void {
  const bytes = readFileSync(path);
  change(bytes);
  writeFileSync(path, bytes);
}
