import type { ReachableLedger } from '../breakable-ledgers.ts';
import { type Account, settle } from './account.ts';
import { BusyDistrict } from './busy-district.ts';
import type { Installation } from './installation.ts';

/** Something that befalls an installation while clients write. */
export interface Fault<Ledger extends ReachableLedger = ReachableLedger> {
  readonly name: string;
  /** How many times, one after the other. */
  readonly times: number;
  strike(at: Installation<Ledger>): Promise<unknown>;
  /** What its operator does then; left out where it must come back by itself. */
  mend?(at: Installation<Ledger>): Promise<unknown>;
  /** It is mended only after the log has grown a while without what was struck. */
  readonly lasts?: boolean;
  /** What else must be true, or put in order, when all has settled. */
  confirm?(at: Installation<Ledger>): Promise<unknown>;
}

/** What a fault did, for the report. Times are the longest of all strikes. */
export interface Endured extends Account {
  /** The ledger, and the versions of all programs. */
  readonly place: string;
  readonly fault: string;
  readonly strikes: number;
  /** From the strike: the longest time in which no client was answered. */
  readonly silenceMs: number;
  /** From the mending: until a record that was acknowledged afterwards was anchored. */
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
  const silences: number[] = [];
  const anchored: number[] = [];
  for (let strike = 0; strike < fault.times; strike++) {
    const struckMs = performance.now();
    await fault.strike(at);
    if (fault.lasts) await district.untilSigned(2);
    const mendedMs = performance.now();
    await fault.mend?.(at);
    await district.untilAnchored(await load.acknowledgedSince(mendedMs));
    anchored.push(performance.now() - mendedMs);
    silences.push(load.longestSilenceMs(struckMs));
  }
  const account = await settle(district);
  await fault.confirm?.(at);
  return {
    ...{ place: await at.place(), fault: fault.name, strikes: fault.times, ...account },
    silenceMs: Math.max(...silences),
    anchoredMs: Math.max(...anchored),
  };
}
