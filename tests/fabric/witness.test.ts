import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transaction } from '@hyperledger/fabric-gateway';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { witnessProgram } from '#ledger/network/process/network-processes.ts';
import { TestNetwork } from '#tests/support/fabric-network.ts';
import { bureau, commitAtBoth, regulator } from '#tests/support/fidelity/bench.ts';
import { FidelityClient } from '#tests/support/fidelity/client.ts';
import { see } from '#tests/support/fidelity/see.ts';
import { notEndorsed } from '#tests/support/fidelity/seen.ts';
import { onRealNetwork } from '#tests/support/real-network.ts';
import { openTestDevnet } from '#tests/support/test-devnet.ts';
import { TestLog } from '#tests/support/test-log.ts';

/** The witness where it is meant to run: as two organisations' chaincode, behind the gateway. */

interface OpenLedger extends AsyncDisposable {
  readonly profiles: readonly ConnectionProfile[];
}

witnessOn('development ledger', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shansu-witness-'));
  const { profiles, close } = await openTestDevnet({ folder });
  return {
    profiles,
    async [Symbol.asyncDispose]() {
      await close();
      rmSync(folder, { recursive: true });
    },
  };
});
onRealNetwork('the witness', 4, (programs) => {
  witnessOn('real network', async () => {
    const network = new TestNetwork(programs, witnessProgram);
    await network.up('solo');
    const profiles = [bureau, regulator].map((mspId) =>
      JSON.parse(readFileSync(network.folder.connection(mspId), 'utf8')),
    );
    return { profiles, [Symbol.asyncDispose]: () => network[Symbol.asyncDispose]() };
  });
});

function witnessOn(title: string, open: () => Promise<OpenLedger>): void {
  describe(`witness on: ${title}`, () => {
    let ledger: OpenLedger;
    let bureauClient: FidelityClient;
    let regulatorClient: FidelityClient;

    beforeAll(async () => {
      ledger = await open();
      bureauClient = new FidelityClient(ledger.profiles[0]!);
      regulatorClient = new FidelityClient(ledger.profiles[1]!);
    });
    afterAll(async () => {
      bureauClient?.[Symbol.dispose]();
      regulatorClient?.[Symbol.dispose]();
      await ledger?.[Symbol.asyncDispose]();
    });

    const newLog = () => new TestLog(`log.example/${randomUUID()}`);
    const endorse = async (log: TestLog, before: number, after: number, client = bureauClient) =>
      client.contract
        .newProposal('Anchor', { arguments: await log.anchorArguments(before, after) })
        .endorse();
    const commit = async (transaction: Transaction) =>
      (await commitAtBoth(transaction, regulatorClient)).code;
    const read = async (name: string, ...args: string[]) =>
      Buffer.from(await regulatorClient.contract.evaluate(name, { arguments: args })).toString();

    test('a log grows, and both organisations can read how', async () => {
      const log = newLog();
      expect(await commit(await endorse(log, 0, 5))).toBe(0);
      const second = await endorse(log, 5, 9);
      expect(Buffer.from(second.getResult()).toString()).toBe('anchored');
      expect(await commit(second)).toBe(0);
      const again = await endorse(log, 0, 9);
      expect(Buffer.from(again.getResult()).toString()).toBe('dup');
      const head = JSON.parse(await read('Head', log.origin));
      expect(head).toMatchObject({ size: 9, organisation: bureau, transactionId: second.getTransactionId() });
      expect(Math.abs(Date.parse(head.proposedAt) - Date.now())).toBeLessThan(60_000);
      expect(JSON.parse(await read('CheckpointAt', log.origin, '9'))).toEqual(head);
      const sizes = JSON.parse(await read('Range', log.origin, '0', '100')).map(
        (each: { size: number }) => each.size,
      );
      expect(sizes).toEqual([5, 9]);
    });

    test('a log that shrinks, forks or has another root is refused by the peers themselves', async () => {
      const log = newLog();
      const rewritten = new TestLog(log.origin, { from: 2, content: 'rewritten' });
      await commit(await endorse(log, 0, 5));
      const refusals = [
        [() => endorse(log, 0, 4), 'shrink: the head is at size 5'],
        [() => endorse(rewritten, 0, 5), 'same-size-other-root: the head has another root at size 5'],
        [() => endorse(rewritten, 5, 8), 'fork: the proof does not lead from the head at size 5'],
      ] as const;
      for (const [attempt, reason] of refusals)
        expect(await see(attempt)).toEqual(notEndorsed(`chaincode response 500, ${reason}`));
    });

    test('a log belongs to the organisation that began it', async () => {
      const log = newLog();
      await commit(await endorse(log, 0, 5));
      const reason = `organisation-not-owner: the log is kept by ${bureau}`;
      expect(await see(() => endorse(log, 5, 8, regulatorClient))).toEqual(
        notEndorsed(`chaincode response 500, ${reason}`, regulator),
      );
    });

    test('of two that continue one head, one is valid', async () => {
      const log = newLog();
      await commit(await endorse(log, 0, 5));
      const racing = [await endorse(log, 5, 7), await endorse(log, 5, 8)];
      const codes = await Promise.all(racing.map(commit));
      expect(codes.sort((a, b) => a - b)).toEqual([0, 11]);
    });
  });
}
