import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { readConnectionProfile } from '#ledger/fabric/read-connection-profile.ts';
import { openSubmissionFiles } from '#ledger/fabric/submissions.ts';
import type { ProfileName } from '#ledger/network/profiles.ts';
import type { FabricPrograms } from '#ledger/network/programs.ts';
import type { Ledger } from '#ledger/port.ts';
import { alterBlocks, flipAt } from '#tests/support/altered-ledgers.ts';
import { ledgerOf } from '#tests/support/fabric-ledger.ts';
import { TestNetwork } from '#tests/support/fabric-network.ts';
import { onRealNetwork } from '#tests/support/real-network.ts';
import { TestLog } from '#tests/support/test-log.ts';

/** Machines that come back with keys and configuration, and with nothing of what they stored. */

const log = new TestLog('log.example/lost-nodes');

async function publish(ledger: Ledger, before: number, size: number): Promise<string> {
  const { transactionId } = await ledger.publish(await log.publication(before, size));
  return transactionId;
}

async function withLedger(
  programs: FabricPrograms,
  profile: ProfileName,
  work: (network: TestNetwork, ledger: Ledger) => Promise<void>,
): Promise<void> {
  await using network = new TestNetwork(programs);
  await network.up(profile);
  const folder = mkdtempSync(join(tmpdir(), 'shansu-submissions-'));
  try {
    const connection = readConnectionProfile(network.folder.connection('EduBureauMSP'));
    await using ledger = ledgerOf(connection, await openSubmissionFiles(folder), 60_000);
    await work(network, ledger);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function kill(network: TestNetwork, name: string): Promise<void> {
  if (network.pid(name) !== undefined) network.kill(name);
  await vi.waitUntil(() => network.pid(name) === undefined, { timeout: 30_000 });
}

async function lose(network: TestNetwork, name: string): Promise<void> {
  await kill(network, name);
  rmSync(network.folder.data(name), { recursive: true });
}

onRealNetwork('losing nodes', 4, (programs) => {
  describe('on a real network', () => {
    test('a peer that lost all it stored has every checkpoint again after the next up, and attests them', async () => {
      await withLedger(programs, 'solo', async (network, ledger) => {
        const transactionId = await publish(ledger, 0, 3);
        await lose(network, 'peer-market-reg');
        expect(await network.up()).toMatchObject({ started: ['peer-market-reg'] });
        expect(await ledger.at(log.origin, 3)).toMatchObject({ transactionId });
        await publish(ledger, 3, 5);
      });
    });

    test('raft3: an orderer that lost all it stored orders again once the others were started anew too', async () => {
      await withLedger(programs, 'raft3', async (network, ledger) => {
        await publish(ledger, 0, 3);
        await lose(network, 'orderer-data-bureau');
        await network.up();
        await publish(ledger, 3, 5);
        // Whether it ended meanwhile is Raft's affair: a leader that remembers what this one had makes it panic.
        const orderers = network.processNames.filter((name) => name.startsWith('orderer-'));
        for (const name of orderers) await kill(network, name);
        expect(await network.up()).toMatchObject({ started: orderers });
        await publish(ledger, 5, 8);
        await kill(network, 'orderer-edu-bureau');
        await publish(ledger, 8, 9);
      });
    });

    test('bft4: an orderer that lost all it stored orders again after the next up', async () => {
      await withLedger(programs, 'bft4', async (network, ledger) => {
        await publish(ledger, 0, 3);
        await lose(network, 'orderer-data-bureau');
        expect(await network.up()).toMatchObject({ started: ['orderer-data-bureau'] });
        await publish(ledger, 3, 5);
        await kill(network, 'orderer-edu-bureau');
        await publish(ledger, 5, 8);
      });
    });

    test('bft4: a peer that lost all takes a block only as it was ordered, though all orderers but one hand out an altered one', async () => {
      await withLedger(programs, 'bft4', async (network, ledger) => {
        const transactionId = await publish(ledger, 0, 3);
        for (const name of network.processNames.filter((each) => /^orderer-(?!data-bureau)/.test(each))) {
          await kill(network, name);
          alterBlocks(network.folder.data(name), (file) => flipAt(file, Buffer.from(transactionId)));
        }
        // Whom the peer asks first is chance; in the end it must have met one that hands out the other block.
        const said = () => readFileSync(network.folder.log('peer-market-reg'), 'utf8');
        do {
          await lose(network, 'peer-market-reg');
          await network.up();
        } while (!said().includes('could not be verified: Header.DataHash is different'));
        expect(await ledger.at(log.origin, 3)).toMatchObject({ transactionId });
        await publish(ledger, 3, 5);
      });
    });
  });
});
