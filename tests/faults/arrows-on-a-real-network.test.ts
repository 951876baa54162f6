import { describe } from 'vitest';
import { realNetwork } from '#tests/support/breakable-ledgers.ts';
import { endureOn } from '#tests/support/faults/endure-on.ts';
import { Installation } from '#tests/support/faults/installation.ts';
import { killsAtArrows } from '#tests/support/faults/kills-at-arrows.ts';
import { onRealNetwork } from '#tests/support/real-network.ts';

onRealNetwork('being killed at each arrow', killsAtArrows.length + 1, (programs) => {
  describe('at each arrow, on a real network', () =>
    endureOn(async () => Installation.open(await realNetwork(programs), { proxied: true }), killsAtArrows));
});
