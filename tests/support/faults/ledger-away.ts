import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { BreakableLedger } from '../breakable-ledgers.ts';
import { ProfileClient } from '../fabric-client.ts';
import type { BusyDistrict } from './busy-district.ts';
import type { Fault } from './endure.ts';

/** Longer than the ledger's adapter has patience for one request. */
const awaySeconds = 35;

/**
 * Publications that may stand between the last one before and the first that covers everything: one that was on its way
 * when the ledger went, and one for the checkpoint that was the newest when the adapter last began to ask.
 */
const underWay = 2;

/** The ledger is away for long: recording goes on, the lag shows, and what gathered is anchored at once. */
export function ledgerAway(): Fault<BreakableLedger> {
  let before: number;
  let signed: readonly number[];
  return {
    name: `the whole ledger is away for ${awaySeconds} s`,
    times: 1,
    async strike(at) {
      const district = at.districts.at(-1)!;
      const { load, reader } = district;
      await district.untilAnchored(await load.acknowledgedSince(0));
      before = (await anchoredSizes(district)).at(-1)!;
      await at.ledger.stopAll();
      const goneMs = performance.now();
      await delay(awaySeconds * 1000);
      expect(load.longestSilenceMs(goneMs)).toBeLessThan((awaySeconds / 2) * 1000);
      expect(await at.server.metric('anchor_lag_seconds')).toBeGreaterThan(awaySeconds / 2);
      signed = reader.seen.map(({ size }) => size).filter((size) => size > before);
    },
    mend: ({ ledger }) => ledger.mend(),
    async confirm(at) {
      const newest = signed.at(-1)!;
      const between = (await anchoredSizes(at.districts.at(-1)!)).filter(
        (size) => size > before && size < newest,
      );
      expect(signed.length).toBeGreaterThan(5 * underWay);
      expect(between.length).toBeLessThanOrEqual(underWay);
    },
  };
}

/** In the order in which the ledger took them: it takes no smaller one after a larger one. */
async function anchoredSizes({ at, origin }: BusyDistrict): Promise<number[]> {
  using client = new ProfileClient(at.ledger.profilePath);
  const held = await client.checkpoints(origin, at.ledger.profiles[0].client.mspId);
  return held.map(({ size }) => size);
}
