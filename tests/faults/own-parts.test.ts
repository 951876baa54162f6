import { describe, expect } from 'vitest';
import type { Fault } from '#tests/support/faults/endure.ts';
import { endureOn } from '#tests/support/faults/endure-on.ts';
import { Installation, untilRefused } from '#tests/support/faults/installation.ts';

const crowdSize = 1000;

const faults: readonly Fault[] = [
  {
    name: `${crowdSize} clients submit one delivery at once`,
    times: 1,
    async strike({ districts }) {
      const told = await districts.at(-1)!.load.crowd(crowdSize);
      expect(new Set(told).size).toBe(1);
    },
  },
  {
    name: 'killed: the product with its ledger',
    times: 1,
    strike: ({ server }) => server.end('SIGKILL'),
    mend: ({ server }) => server.start(),
  },
  {
    name: 'killed: its PostgreSQL, which it starts again',
    times: 1,
    async strike(at) {
      at.postgres.kill();
      await untilRefused(at);
    },
  },
  {
    name: 'killed: the product with its ledger, and its PostgreSQL',
    times: 1,
    async strike({ postgres, server }) {
      postgres.kill();
      await server.end('SIGKILL');
    },
    mend: ({ server }) => server.start(),
  },
];

describe('as npm start makes it: database and ledger within', () =>
  endureOn(() => Installation.openDefault(), faults));
