import { describe } from 'vitest';
import { developmentLedger } from '#tests/support/breakable-ledgers.ts';
import { endureOn } from '#tests/support/faults/endure-on.ts';
import { Installation } from '#tests/support/faults/installation.ts';
import { ledgerAway } from '#tests/support/faults/ledger-away.ts';
import { stepsToTheLedger } from '#tests/support/faults/steps-to-the-ledger.ts';

describe('on the way to the development ledger', () =>
  endureOn(async () => Installation.open(await developmentLedger()), [stepsToTheLedger(), ledgerAway()]));
