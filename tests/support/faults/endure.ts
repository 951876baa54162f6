import type { ReachableLedger } from '../breakable-ledgers.ts';
import { type Account, recordsOf, settle } from './account.ts';
import { BusyDistrict } from './busy-district.ts';
import type { Acknowledged } from './delivery-load.ts';
import type { Installation } from './installation.ts';

/** Something that befalls an installation while clients write. */
export interface Fault<Ledger extends ReachableLedger = ReachableLedger> {
  readonly name: string;
  /** How many times, one after the other. */
  readonly times: number;
  /** Who is killed, and where on a record's way by each strike, if that is known. */
  readonly victim?: string;
  readonly arrows?: readonly string[];
  strike(at: Installation<Ledger>, nth: number): Promise<unknown>;
  /** What its operator does then; left out where it must come back by itself. */
  mend?(at: Installation<Ledger>, nth: number): Promise<unknown>;
  /** It is mended only after the log has grown a while without what was struck. */
  readonly lasts?: boolean;
  /** What else must be true, or put in order, when all has settled. */
  confirm?(at: Installation<Ledger>): Promise<unknown>;
}

/** One strike of a fault. */
export interface Strike {
  /** Where on a record's way it fell, if that is known. */
  readonly arrow: string | undefined;
  /** Records in answers that clients got from then on, until the next strike or the end. */
  readonly acknowledged: number;
}

/** What a fault did, for the report. */
export interface Endured extends Account {
  /** The ledger, and the versions of all programs. */
  readonly place: string;
  readonly fault: string;
  readonly victim: string | undefined;
  readonly strikes: readonly Strike[];
  /** From the first strike on: the longest time in which no client was answered. */
  readonly silenceMs: number;
  /** From the last mending: until a record that was acknowledged afterwards was anchored. */
  readonly anchoredMs: number;
}

/** Lets a fault befall the installation under load, and accounts for everything that was acknowledged. */
export async function endure<Ledger extends ReachableLedger>(
  at: Installation<Ledger>,
  fault: Fault<Ledger>,
): Promise<Endured> {
  await using district = await BusyDistrict.open(at);
  const { load } = district;
  await load.acknowledgedSince(0, 10);
  const struckMs: number[] = [];
  let mendedMs = 0;
  for (let nth = 0; nth < fault.times; nth++) {
    await fault.strike(at, nth);
    struckMs.push(performance.now());
    if (fault.lasts) await district.untilSigned(2);
    mendedMs = performance.now();
    await fault.mend?.(at, nth);
    await load.acknowledgedSince(mendedMs);
  }
  await district.untilAnchored(await load.acknowledgedSince(mendedMs));
  const anchoredMs = performance.now() - mendedMs;
  const silenceMs = load.longestSilenceMs(struckMs[0]!);
  const account = await settle(district);
  await fault.confirm?.(at);
  const strikes = struckMs.map((since, nth) => ({
    arrow: fault.arrows?.[nth],
    acknowledged: countAcknowledged(load.acknowledged, since, struckMs[nth + 1]),
  }));
  const { name, victim } = fault;
  return { place: await at.place(), fault: name, victim, strikes, ...account, silenceMs, anchoredMs };
}

function countAcknowledged(told: readonly Acknowledged[], sinceMs: number, untilMs = Infinity): number {
  const between = told.filter(({ answeredMs }) => answeredMs >= sinceMs && answeredMs < untilMs);
  return between.flatMap(recordsOf).length;
}
