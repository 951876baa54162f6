import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConnectionProfile } from '#ledger/fabric/read-connection-profile.ts';
import { openSubmissionFiles } from '#ledger/fabric/submissions.ts';
import { ledgerOf, TestDevnet } from '#tests/support/fabric-ledger.ts';
import { TestNetwork } from '#tests/support/fabric-network.ts';
import { ledgerContract } from '#tests/support/ledger-contract.ts';
import { onRealNetwork } from '#tests/support/real-network.ts';

/** What every ledger promises, kept by the adapter on the development network, and on a real one where there is one. */

describe('on the development ledger', () => {
  let network: TestDevnet;
  beforeAll(async () => {
    network = await TestDevnet.open();
  });
  afterAll(() => network[Symbol.asyncDispose]());

  ledgerContract(() => network.ledger());

  test('says that nobody outside witnesses', async () => {
    await using ledger = await network.ledger();
    expect(ledger.identity).toMatchObject({ kind: 'fabric-development', witness: 'none' });
    expect(ledger.identity.name).toMatch(/^shansu\/witness@[0-9a-f]{12}$/);
  });
});

onRealNetwork('the contract of ledgers', 10, (programs) => {
  describe('on a real network', () => {
    const folder = mkdtempSync(join(tmpdir(), 'shansu-submissions-'));
    const network = new TestNetwork(programs);
    beforeAll(async () => void (await network.up('solo')));
    afterAll(async () => {
      await network[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    });
    const open = async () =>
      ledgerOf(
        readConnectionProfile(network.folder.connection('EduBureauMSP')),
        await openSubmissionFiles(folder),
      );

    ledgerContract(open);

    test('says that organisations witness', async () => {
      await using ledger = await open();
      expect(ledger.identity).toMatchObject({ kind: 'fabric', witness: 'organisations' });
    });
  });
});
