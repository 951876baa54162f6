import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connections } from '#ledger/fabric/connections.ts';
import { openFabricLedger } from '#ledger/fabric/open-ledger.ts';
import { openSubmissionFiles } from '#ledger/fabric/submissions.ts';
import type { Ledger, Publication } from '#ledger/port.ts';
import { newId } from '#services/ids.ts';
import type { ReachableLedger } from '#tests/support/breakable-ledgers.ts';
import { TestLog } from '#tests/support/test-log.ts';
import { closedLoop } from './clients.ts';
import { type Figure, percentile } from './figures.ts';

/** As many as the adapter has under way at once. */
const atOnce = 32;
/** No more is begun after that long, so that a slow ledger has figures too. */
const seconds = 20;
/** By which a log grows from one checkpoint to the next. */
const recordsEach = 16;

/**
 * How many checkpoints the ledger takes through the adapter, each committed and attested by both organisations; and how
 * many records it would take with a transaction for each, committed and nothing more.
 */
export async function* benchAnchors(place: ReachableLedger, isSmall: boolean): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'shansu-bench-anchors-'));
  try {
    const submissions = await openSubmissionFiles(folder);
    await using ledger = openFabricLedger({ profile: place.profiles[0], submissions });
    await oneOrigin(ledger, 3);
    await transactionEach(place, atOnce);
    const single = await transactionEach(place, isSmall ? atOnce : 1_000);
    for (const anchors of [
      await oneOrigin(ledger, isSmall ? 5 : 100),
      await manyOrigins(ledger, isSmall ? [8, 2] : [64, 8]),
    ]) {
      const recordsPerSecond = anchors.value * recordsEach;
      yield {
        ...anchors,
        peers: { recordsPerSecond, recordsPerSecondWithOneTransactionEach: single.value },
      };
    }
    yield single;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function oneOrigin(ledger: Ledger, anchors: number): Promise<Figure> {
  const growth = await growthOf(newLog(), anchors);
  const { took, perSecond } = await closedLoop({ clients: 1, requests: anchors, seconds }, async (turn) => {
    await ledger.publish(growth[turn]!);
  });
  return {
    figure: 'anchors, one origin',
    unit: 'anchors/s',
    value: perSecond,
    ...spread(took),
    size: { anchors: took.length, recordsEach, origins: 1 },
  };
}

/** Each origin's checkpoints follow each other; those of different origins do not wait for one another. */
async function manyOrigins(ledger: Ledger, [origins, each]: readonly [number, number]): Promise<Figure> {
  const growths = await Promise.all(Array.from({ length: origins }, () => growthOf(newLog(), each)));
  const took: number[] = [];
  const began = performance.now();
  await closedLoop({ clients: atOnce, requests: origins, seconds }, async (origin) => {
    for (const publication of growths[origin]!) {
      const asked = performance.now();
      await ledger.publish(publication);
      took.push(performance.now() - asked);
    }
  });
  return {
    figure: 'anchors, many origins',
    unit: 'anchors/s',
    value: (took.length / (performance.now() - began)) * 1_000,
    ...spread(took),
    size: { anchors: took.length, recordsEach, origins, atOnce },
  };
}

/** Each record on a key of its own, so that none waits for another: what a ledger of records would do at best. */
async function transactionEach({ profiles }: ReachableLedger, records: number): Promise<Figure> {
  using connections = new Connections(profiles[0]);
  const all = await Promise.all(Array.from({ length: records }, () => newLog().anchorArguments(0, 1)));
  const { took, perSecond } = await closedLoop(
    { clients: atOnce, requests: records, seconds },
    async (turn) => {
      const endorsed = await connections.contract.newProposal('Anchor', { arguments: all[turn]! }).endorse();
      const { successful, code } = await (await endorsed.submit()).getStatus();
      if (!successful) throw new Error(`a transaction ended with code ${code}`);
    },
  );
  return {
    figure: 'records anchored with one ledger transaction each',
    unit: 'records/s',
    value: perSecond,
    ...spread(took),
    size: { records: took.length, atOnce },
  };
}

const newLog = () => new TestLog(`bench.example/${newId(new Date().toISOString())}`);

/** A log's first checkpoints, ready to be published. */
async function growthOf(log: TestLog, count: number): Promise<Publication[]> {
  const growth: Publication[] = [];
  for (let size = recordsEach; growth.length < count; size += recordsEach) {
    growth.push(await log.publication(size - recordsEach, size));
  }
  return growth;
}

const spread = (took: readonly number[]) => ({
  p50: percentile(took, 0.5),
  p95: percentile(took, 0.95),
  p99: percentile(took, 0.99),
});
