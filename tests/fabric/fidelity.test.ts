import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BreakableLedger, developmentLedger, realNetwork } from '#tests/support/breakable-ledgers.ts';
import { Bench } from '#tests/support/fidelity/bench.ts';
import { fidelityCases } from '#tests/support/fidelity/cases/index.ts';
import { fidelityContract } from '#tests/support/fidelity/contract.ts';
import { see } from '#tests/support/fidelity/see.ts';
import { onRealNetwork } from '#tests/support/real-network.ts';

/**
 * The development ledger is a fake that is held to the real thing: whatever a client does, the unmodified library sees the
 * same from both. Each case states what that is; a real network confirms it wherever its programs are found.
 */

const contractServer = fileURLToPath(new URL('../support/fidelity/contract-server.ts', import.meta.url));

compare('development ledger', () => developmentLedger({ contract: fidelityContract, batchTimeoutMs: 100 }));
onRealNetwork('what a client sees', fidelityCases.length, (programs) => {
  compare('real network', () => realNetwork(programs, contractServer));
});

test('cases have names of their own', () => {
  expect(new Set(fidelityCases.map(({ name }) => name)).size).toBe(fidelityCases.length);
});

function compare(title: string, open: () => Promise<BreakableLedger>): void {
  describe(title, () => {
    let ledger: BreakableLedger;
    let bench: Bench;

    beforeAll(async () => {
      ledger = await open();
      bench = new Bench(ledger);
      console.log(`${fidelityCases.length} cases on: ${ledger.name}`);
    });

    afterAll(async () => {
      bench?.[Symbol.dispose]();
      await ledger?.[Symbol.asyncDispose]();
    });

    test.for(fidelityCases)('$name', async ({ run, sees }) => {
      expect(await see(() => run(bench))).toEqual(sees);
    });
  });
}
