import { expect } from 'vitest';
import type { BreakableLedger } from '../breakable-ledgers.ts';
import { type DatabaseArrow, databaseArrows, type LedgerArrow, ledgerArrows } from './arrows.ts';
import type { Fault } from './endure.ts';
import type { Installation } from './installation.ts';
import { askedPeer, database, partsOfTheLedger, product, type Victim } from './victims.ts';

type At = Installation<BreakableLedger>;

/** What happens at one arrow, and how the victim is mended. */
interface Strike {
  readonly arrow: string;
  strike(at: At): Promise<unknown>;
  mend(at: At): Promise<unknown>;
}

/**
 * kill -9 of every part of an installation at each arrow of a record's way, as proxies before the database and before the
 * peers see it come. The parts of the ledger have nothing to do with a commit to the database, so they are killed at the
 * arrows that lead to the ledger.
 */
export const killsAtArrows: readonly Fault<BreakableLedger>[] = [
  killedAt(product, [
    ...databaseArrows.map(productAtDatabase),
    ...ledgerArrows.map((arrow) => atLedger(product, arrow)),
  ]),
  killedAt(database, [
    ...databaseArrows.map(databaseAtDatabase),
    ...ledgerArrows.map((arrow) => atLedger(database, arrow)),
  ]),
  ...partsOfTheLedger.map((victim) =>
    killedAt(
      victim,
      ledgerArrows.map((arrow) => atLedger(victim, arrow)),
    ),
  ),
];

function killedAt({ name }: Victim, strikes: readonly Strike[]): Fault<BreakableLedger> {
  return {
    name: `killed at each arrow: ${name}`,
    victim: name,
    times: strikes.length,
    arrows: strikes.map(({ arrow }) => arrow),
    strike: (at, nth) => strikes[nth]!.strike(at),
    mend: (at, nth) => strikes[nth]!.mend(at),
  };
}

function databaseAtDatabase({ name, step }: DatabaseArrow): Strike {
  return {
    arrow: name,
    strike: (at) => at.databaseProxy!.killAt(step, () => database.kill(at)),
    mend: database.mend,
  };
}

function productAtDatabase({ name, step, rows, ensue }: DatabaseArrow): Strike {
  let stand: string[];
  return {
    arrow: name,
    async strike(at) {
      const sent = await at.databaseProxy!.killAt(step, () => product.kill(at));
      stand = (await rows(at)).filter((row) => sent.includes(row));
      expect(stand.length > 0, `${name}: ${stand.length} rows of the transaction stood`).toBe(
        step.when === 'after',
      );
    },
    async mend(at) {
      await product.mend(at);
      await ensue?.(at, stand);
    },
  };
}

function atLedger(victim: Victim, { name, step, requireThere }: LedgerArrow): Strike {
  const isEnd = victim === product || victim === askedPeer;
  return {
    arrow: name,
    async strike(at) {
      const sent = await at.gatewayProxy!.killAt(step, async (askedMspId) => {
        await victim.kill(at, askedMspId);
        return isEnd ? 'is gone' : 'goes on';
      });
      if (victim === product) await requireThere(at, sent);
    },
    mend: victim.mend,
  };
}
