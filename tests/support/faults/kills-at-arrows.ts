import { expect } from 'vitest';
import type { BreakableLedger } from '../breakable-ledgers.ts';
import { bureau } from '../fidelity/bench.ts';
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
 * peers see it come. No part of the ledger knows whether a commit is about to be carried out, so these are killed after it.
 */
export const killsAtArrows: readonly Fault<BreakableLedger>[] = [
  killedAt(product, [...databaseArrows.map(productAtDatabase), ...strikesAtLedger(product)]),
  killedAt(database, [
    ...databaseArrows.map((arrow) => atDatabase(database, arrow)),
    ...strikesAtLedger(database),
  ]),
  ...partsOfTheLedger.map((victim) => {
    const carriedOut = databaseArrows.filter(({ step }) => step.when === 'after');
    return killedAt(victim, [
      ...carriedOut.map((arrow) => atDatabase(victim, arrow)),
      ...strikesAtLedger(victim),
    ]);
  }),
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

function productAtDatabase(arrow: DatabaseArrow): Strike {
  const { name, step, rows, ensue } = arrow;
  const { strike } = atDatabase(product, arrow);
  let stand: string[];
  return {
    arrow: name,
    async strike(at) {
      const sent = await strike(at);
      stand = (await rows(at)).filter((row) => sent.includes(row));
      const count = `${name}: ${stand.length} rows of the transaction stood`;
      expect(stand.length > 0, count).toBe(step.when === 'after');
    },
    async mend(at) {
      await product.mend(at);
      await ensue?.(at, stand);
    },
  };
}

/** Nobody is asked then; the first to be asked is the peer of the product's own organisation. */
function atDatabase(victim: Victim, { name, step }: DatabaseArrow) {
  const sequel = victim === product || victim === database ? 'is gone' : 'goes on';
  return {
    arrow: name,
    strike: (at: At) => at.databaseProxy!.killAt(step, () => victim.kill(at, bureau), sequel),
    mend: victim.mend,
  };
}

function strikesAtLedger(victim: Victim): Strike[] {
  return ledgerArrows.map((arrow) => atLedger(victim, arrow));
}

function atLedger(victim: Victim, { name, step, requireThere }: LedgerArrow): Strike {
  const sequel = victim === product || victim === askedPeer ? 'is gone' : 'goes on';
  return {
    arrow: name,
    async strike(at) {
      const sent = await at.gatewayProxy!.killAt(step, (mspId) => victim.kill(at, mspId), sequel);
      if (victim === product) await requireThere(at, sent);
    },
    mend: victim.mend,
  };
}
