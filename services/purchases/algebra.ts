import type { AdjustmentKind, PurchaseAmounts } from '#schemas/order-line.ts';
import { civilDateOf } from '#schemas/time.ts';
import { apportion } from './apportion.ts';

/** What an order line has been through. Each state is an instant with an amount; adjustments take back at their own time. */
export interface LineHistory {
  readonly ordered: { readonly at: string; readonly fen: number; readonly grams: number };
  readonly accepted?: { readonly at: string; readonly fen: number; readonly grams: number } | undefined;
  readonly paid?: { readonly at: string; readonly fen: number } | undefined;
  readonly evaluatedAt?: string | undefined;
  readonly adjustments: readonly {
    readonly kind: AdjustmentKind;
    readonly at: string;
    readonly fen: number;
    readonly grams: number;
  }[];
}

/** A school's share of a line; a line that waits for its allocation has the one share of nobody. */
export interface Share {
  readonly unitId: string | null;
  readonly weight: number;
}

export const measures = ['ordered', 'accepted', 'paid', 'settled', 'counted'] as const;
export type Measure = (typeof measures)[number];

/** A change of one measure of one unit's part of a line. All totals are sums of these. */
export interface Fact {
  readonly unitId: string | null;
  readonly measure: Measure;
  /** When it changed; a cut-off leaves out what came later. */
  readonly at: string;
  /** The day it changed: the booked view's period. */
  readonly bookedOn: string;
  /** The day the measure was first reached: the restated view's period, adjustments included. */
  readonly restatedOn: string;
  readonly fen: number;
  /** Of ordered and accepted goods; 0 for the other measures. */
  readonly grams: number;
}

/**
 * What a line amounts to from the events up to an instant: O = ordered − cancelled, A = accepted − returned,
 * P = paid − refunded, settled = min(A, P), counted C = settled once evaluated.
 */
export function amountsAt(line: LineHistory, asOf: string): PurchaseAmounts {
  const { fen: orderedFen, grams: orderedGrams } = less(line, 'cancel', line.ordered, asOf);
  const { fen: acceptedFen, grams: acceptedGrams } = less(line, 'return', line.accepted, asOf);
  const { fen: paidFen } = less(line, 'refund', line.paid && { ...line.paid, grams: 0 }, asOf);
  const amounts = { orderedFen, orderedGrams, acceptedFen, acceptedGrams, paidFen };
  return settle(amounts, isEvaluated(line, asOf));
}

/**
 * The facts of a line. Each unit's part of O, A and P is split by largest remainder at every event, so the parts sum
 * to the fen and C ≤ A and C ≤ P hold in each part. The order in which events became known does not matter.
 */
export function factsOf(line: LineHistory, shares: readonly Share[]): Fact[] {
  const facts: Fact[] = [];
  const origin = origins(line);
  let before = shares.map(() => nothing);
  for (const at of eventInstants(line)) {
    const now = partsAt(line, shares, at);
    shares.forEach(({ unitId }, place) => {
      const [was, is] = [before[place] as PurchaseAmounts, now[place] as PurchaseAmounts];
      for (const measure of measures) {
        const fen = is[`${measure}Fen`] - was[`${measure}Fen`];
        const grams = gramsOf(measure, is) - gramsOf(measure, was);
        if (fen === 0 && grams === 0) continue;
        const days = { bookedOn: civilDateOf(at), restatedOn: civilDateOf(origin[measure] as string) };
        facts.push({ unitId, measure, at, ...days, fen, grams });
      }
    });
    before = now;
  }
  return facts;
}

const nothing: PurchaseAmounts = {
  orderedFen: 0,
  acceptedFen: 0,
  paidFen: 0,
  settledFen: 0,
  countedFen: 0,
  orderedGrams: 0,
  acceptedGrams: 0,
};

const gramsOf = (measure: Measure, amounts: PurchaseAmounts): number =>
  measure === 'ordered' || measure === 'accepted' ? amounts[`${measure}Grams`] : 0;

function less(
  { adjustments }: LineHistory,
  kind: AdjustmentKind,
  step: LineHistory['accepted'],
  asOf: string,
): { fen: number; grams: number } {
  if (!step || step.at > asOf) return { fen: 0, grams: 0 };
  const taken = adjustments.filter((adjustment) => adjustment.kind === kind && adjustment.at <= asOf);
  const sum = (unit: 'fen' | 'grams') => taken.reduce((total, adjustment) => total + adjustment[unit], 0);
  return { fen: step.fen - sum('fen'), grams: step.grams - sum('grams') };
}

function settle(
  amounts: Omit<PurchaseAmounts, 'settledFen' | 'countedFen'>,
  evaluated: boolean,
): PurchaseAmounts {
  const settledFen = Math.min(amounts.acceptedFen, amounts.paidFen);
  return { ...amounts, settledFen, countedFen: evaluated ? settledFen : 0 };
}

const isEvaluated = ({ evaluatedAt }: LineHistory, asOf: string) =>
  evaluatedAt !== undefined && evaluatedAt <= asOf;

function partsAt(line: LineHistory, shares: readonly Share[], asOf: string): PurchaseAmounts[] {
  const whole = amountsAt(line, asOf);
  const weights = shares.map(({ weight }) => weight);
  const split = (key: keyof PurchaseAmounts) => apportion(whole[key], weights);
  const [orderedFen, acceptedFen, paidFen] = [split('orderedFen'), split('acceptedFen'), split('paidFen')];
  const [orderedGrams, acceptedGrams] = [split('orderedGrams'), split('acceptedGrams')];
  return shares.map((_, place) =>
    settle(
      {
        orderedFen: orderedFen[place] as number,
        acceptedFen: acceptedFen[place] as number,
        paidFen: paidFen[place] as number,
        orderedGrams: orderedGrams[place] as number,
        acceptedGrams: acceptedGrams[place] as number,
      },
      isEvaluated(line, asOf),
    ),
  );
}

function eventInstants(line: LineHistory): string[] {
  const { ordered, accepted, paid, evaluatedAt, adjustments } = line;
  const all = [ordered.at, accepted?.at, paid?.at, evaluatedAt, ...adjustments.map(({ at }) => at)];
  return [...new Set(all.filter((at) => at !== undefined))].sort();
}

/** When each measure is first reached: countedAt = max(acceptedAt, paidAt, evaluatedAt). */
function origins({ ordered, accepted, paid, evaluatedAt }: LineHistory): Record<Measure, string | undefined> {
  const latest = (...instants: (string | undefined)[]) =>
    instants.every((at) => at !== undefined) ? (instants.sort().at(-1) as string) : undefined;
  return {
    ordered: ordered.at,
    accepted: accepted?.at,
    paid: paid?.at,
    settled: latest(accepted?.at, paid?.at),
    counted: latest(accepted?.at, paid?.at, evaluatedAt),
  };
}
