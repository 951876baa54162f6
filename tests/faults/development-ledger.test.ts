import { describe } from 'vitest';
import { developmentLedger } from '#tests/support/breakable-ledgers.ts';
import { endureOn } from '#tests/support/faults/endure-on.ts';
import { expiredClient } from '#tests/support/faults/expired-client.ts';
import { Installation } from '#tests/support/faults/installation.ts';
import { furtherKills } from '#tests/support/faults/kills.ts';
import { ledgerAway } from '#tests/support/faults/ledger-away.ts';
import { twoProducts } from '#tests/support/faults/two-products.ts';

describe('on the development ledger', () =>
  endureOn(
    async () => Installation.open(await developmentLedger(), { processes: 2 }),
    [...furtherKills, expiredClient(), ...twoProducts(), ledgerAway()],
  ));
