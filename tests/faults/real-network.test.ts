import { describe } from 'vitest';
import { realNetwork } from '#tests/support/breakable-ledgers.ts';
import { endureOn } from '#tests/support/faults/endure-on.ts';
import { Installation } from '#tests/support/faults/installation.ts';
import { kills } from '#tests/support/faults/kills.ts';
import { onRealNetwork } from '#tests/support/real-network.ts';

onRealNetwork('enduring faults', kills.length + 1, (programs) => {
  describe('on a real network', () =>
    endureOn(async () => Installation.open(await realNetwork(programs)), kills));
});
