import { describe } from 'vitest';
import { developmentLedger } from '#tests/support/breakable-ledgers.ts';
import { databaseArrows, signedBytesKept } from '#tests/support/faults/database-arrows.ts';
import { endureOn } from '#tests/support/faults/endure-on.ts';
import { Installation } from '#tests/support/faults/installation.ts';

describe('at each arrow of the database, on the development ledger', () =>
  endureOn(
    async () => Installation.open(await developmentLedger(), { proxied: true }),
    [...databaseArrows, signedBytesKept()],
  ));
