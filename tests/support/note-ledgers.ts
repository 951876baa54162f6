import { afterEach, beforeEach } from 'vitest';
import { ledgerUses } from './ledgers-in-use.ts';

/** Leaves with each test on which ledgers it ran, for the closing lines. */

beforeEach(() => ledgerUses.beginTest());
afterEach(({ task }) => {
  task.meta.ledgers = ledgerUses.duringTest;
});
