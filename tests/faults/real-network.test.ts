import { describe } from 'vitest';
import { realNetwork } from '#tests/support/breakable-ledgers.ts';
import { endureOn } from '#tests/support/faults/endure-on.ts';
import { expiredClient } from '#tests/support/faults/expired-client.ts';
import { Installation } from '#tests/support/faults/installation.ts';
import { furtherKills } from '#tests/support/faults/kills.ts';
import { ledgerAway } from '#tests/support/faults/ledger-away.ts';
import { twoProducts } from '#tests/support/faults/two-products.ts';
import { onRealNetwork } from '#tests/support/real-network.ts';

const faults = [...furtherKills, expiredClient(), ...twoProducts(), ledgerAway()];

onRealNetwork('enduring faults', faults.length + 1, (programs) => {
  describe('on a real network', () =>
    endureOn(async () => Installation.open(await realNetwork(programs), { processes: 2 }), faults));
});
