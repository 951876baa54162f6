import { describe, expect, test } from 'vitest';
import { realNetwork } from '#tests/support/breakable-ledgers.ts';
import { programsOrReason } from '#tests/support/fabric-network.ts';
import { endureOn } from '#tests/support/faults/endure-on.ts';
import { Installation } from '#tests/support/faults/installation.ts';
import { kills } from '#tests/support/faults/kills.ts';

const programs = programsOrReason();

if (typeof programs === 'string') {
  test(`on a real network: ${kills.length} faults NOT RUN, programs not found`, ({ task }) => {
    console.warn(`\n*** ${kills.length} faults did NOT befall a real Fabric network. ${programs}\n`);
    task.meta.faultsNotRun = kills.length;
    expect(programs).toContain('FABRIC_BIN');
  });
} else {
  describe('on a real network', () =>
    endureOn(async () => Installation.open(await realNetwork(programs)), kills));
}
