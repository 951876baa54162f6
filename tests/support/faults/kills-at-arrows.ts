import { expect } from 'vitest';
import type { BreakableLedger } from '../breakable-ledgers.ts';
import { bureau } from '../fidelity/bench.ts';
import { arrows, type DatabaseArrow, type LedgerArrow } from './arrows.ts';
import type { Fault } from './endure.ts';
import type { Installation } from './installation.ts';
import { askedPeer, database, partsOfTheLedger, product, type Victim } from './victims.ts';

type At = Installation<BreakableLedger>;
type Arrow = DatabaseArrow | LedgerArrow;

/** kill -9 of every part at each arrow of a record's way, as proxies before the database and before the peers see it come. */
export const killsAtArrows: readonly Fault<BreakableLedger>[] = [product, database, ...partsOfTheLedger].map(
  (victim) => {
    const strikes = arrows
      .filter((arrow) => isKnownTo(victim, arrow))
      .map((arrow) => strikeOf(victim, arrow));
    return {
      name: `killed at each arrow: ${victim.name}`,
      victim: victim.name,
      times: strikes.length,
      arrows: strikes.map(({ arrow }) => arrow),
      strike: (at, nth) => strikes[nth]!.strike(at),
      mend: (at, nth) => strikes[nth]!.mend(at),
    };
  },
);

/** What happens at one arrow, and how the victim is mended. */
interface Strike<Told = unknown> {
  readonly arrow: string;
  strike(at: At): Promise<Told>;
  mend(at: At): Promise<unknown>;
}

/** No part of the ledger can tell whether a commit to the database is about to be carried out. */
function isKnownTo(victim: Victim, { way, step }: Arrow): boolean {
  return way === 'ledger' || step.when === 'after' || !partsOfTheLedger.includes(victim);
}

function strikeOf(victim: Victim, arrow: Arrow): Strike {
  if (arrow.way === 'ledger') return atLedger(victim, arrow);
  return victim === product ? productAtDatabase(arrow) : atDatabase(victim, arrow);
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
function atDatabase(victim: Victim, { name, step }: DatabaseArrow): Strike<Buffer> {
  const sequel = victim === product || victim === database ? 'is gone' : 'goes on';
  return {
    arrow: name,
    strike: (at) => at.databaseProxy!.killAt(step, () => victim.kill(at, bureau), sequel),
    mend: victim.mend,
  };
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
