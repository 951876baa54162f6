import type { BreakableLedger } from '#tests/support/breakable-ledgers.ts';
import { BusyDistrict } from '#tests/support/faults/busy-district.ts';
import type { Fault } from '#tests/support/faults/endure.ts';
import { Installation } from '#tests/support/faults/installation.ts';
import { kills } from '#tests/support/faults/kills.ts';
import { failureOf, percentile, type Result } from './figures.ts';
import { within } from './within.ts';

type Kill = Fault<BreakableLedger>;

/** One kill and what it takes to be over it. */
const secondsEach = 40;

/**
 * How long it takes after a kill, under a light load, until all is as before. A kill that nothing recovers from in time is
 * told; the next ones befall a new installation.
 */
export async function* benchRecovery(ledger: BreakableLedger, isSmall: boolean): AsyncGenerator<Result> {
  let ahead: readonly Kill[] = kills;
  while (ahead.length > 0) {
    ahead = yield* befall(ledger, ahead, isSmall ? 1 : 5);
    if (ahead.length > 0) await ledger.mend();
  }
}

/** @returns the kills that are still to come after one that nothing recovered from */
async function* befall(
  ledger: BreakableLedger,
  ahead: readonly Kill[],
  undisturbed: number,
): AsyncGenerator<Result, readonly Kill[]> {
  // It is not the installation's to close.
  const lent = { ...ledger, [Symbol.asyncDispose]: async () => {} };
  await using at = await Installation.open(lent);
  await at.server.start();
  await using district = await BusyDistrict.open(at, { single: 2, batched: 1, restMs: 60 });
  const { load } = district;
  await within(secondsEach, load.acknowledgedSince(0, 5));
  const usual: number[] = [];
  while (usual.length < undisturbed) usual.push(await within(secondsEach, untilAnchored(district)));
  const size = { clients: 3, place: await at.place() };
  for (const [index, kill] of ahead.entries()) {
    const figure = `recovery, ${kill.name}`;
    const struckMs = performance.now();
    try {
      const value = await within(secondsEach, recover(at, district, kill));
      const peers = {
        longestSilenceMs: load.longestSilenceMs(struckMs),
        recordToAnchoredUndisturbedMs: percentile(usual, 0.5),
      };
      if (load.unexpected.length > 0) throw new Error(load.unexpected.splice(0).join('\n'));
      yield { figure, unit: 'ms', value, size, peers };
    } catch (error) {
      yield failureOf(figure, error);
      return ahead.slice(index + 1);
    }
  }
  return [];
}

/** From the moment at which what was killed is started again, to a later record being anchored, in ms. */
async function recover(
  at: Installation<BreakableLedger>,
  district: BusyDistrict,
  { strike, mend, lasts }: Kill,
): Promise<number> {
  await strike(at, 0);
  if (lasts) await district.untilSigned(1);
  const began = performance.now();
  await mend?.(at, 0);
  await untilAnchored(district);
  return performance.now() - began;
}

/** From now until a record that is acknowledged from now on is anchored, in ms. */
async function untilAnchored(district: BusyDistrict): Promise<number> {
  const began = performance.now();
  await district.untilAnchored(await district.load.acknowledgedSince(began));
  return performance.now() - began;
}
