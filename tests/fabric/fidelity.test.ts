import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programsOrReason } from '#tests/support/fabric-network.ts';
import { Bench } from '#tests/support/fidelity/bench.ts';
import { fidelityCases } from '#tests/support/fidelity/cases/index.ts';
import { developmentLedger, type FidelityLedger, realNetwork } from '#tests/support/fidelity/ledgers.ts';
import { see } from '#tests/support/fidelity/see.ts';

/**
 * The development ledger is a fake that is held to the real thing: whatever a client does, the unmodified library sees the
 * same from both. Each case states what that is; a real network confirms it wherever its programs are found.
 */

const programs = programsOrReason();

compare('development ledger', developmentLedger);
if (typeof programs === 'string') {
  test(`real network: ${fidelityCases.length} cases NOT RUN, programs not found`, () => {
    console.warn(
      `\n*** ${fidelityCases.length} cases were NOT confirmed on a real Fabric network. ${programs}\n`,
    );
    expect(programs).toContain('FABRIC_BIN');
  });
} else {
  compare('real network', () => realNetwork(programs));
}

test('cases have names of their own', () => {
  expect(new Set(fidelityCases.map(({ name }) => name)).size).toBe(fidelityCases.length);
});

function compare(title: string, open: () => Promise<FidelityLedger>): void {
  describe(title, () => {
    let ledger: FidelityLedger;
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
