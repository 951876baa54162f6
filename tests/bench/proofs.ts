import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { verifyFabricWitness } from '#ledger/attestation/fabric-witness.ts';
import { parseTrust } from '#ledger/trust.ts';
import { verifyBundle } from '#ledger/verify.ts';
import type { BenchApp } from './bench-app.ts';
import { type Figure, percentile } from './figures.ts';

/** From record to log, and what a proof weighs and costs. */
export async function* benchProofs(app: BenchApp): AsyncGenerator<Figure> {
  await untilAnchored(app);
  const code = app.demo.codes.public;
  const bundle = await (await fetch(`${app.url}/T/${code}/bundle.json`)).text();
  const trust = parseTrust(await (await fetch(`${app.url}/trust.json`)).text());
  const entries = await app.owner
    .selectFrom('logLeaves')
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  const took: number[] = [];
  for (let turn = 0; turn < 200; turn++) {
    const began = performance.now();
    const verdict = verifyBundle(bundle, trust, { fabric: verifyFabricWitness });
    took.push(performance.now() - began);
    if (!verdict.ok) throw new Error(`the bundle does not verify: ${JSON.stringify(verdict)}`);
  }
  const size = { logEntries: Number(entries.n), ledger: app.ledgerName };
  yield { figure: 'proof bundle of a public lot', unit: 'bytes', value: Buffer.byteLength(bundle), size };
  yield {
    figure: 'offline verification of it',
    unit: 'ms',
    value: percentile(took, 0.5),
    p50: percentile(took, 0.5),
    p99: percentile(took, 0.99),
    size,
  };
  yield* benchDelays(app);
}

/** How long the deliveries of this run took to be proven; there must have been some. */
async function* benchDelays(app: BenchApp): AsyncGenerator<Figure> {
  const found = await delays(app);
  if (found.length === 0) throw new Error('no deliveries were recorded in this run');
  const spread = (times: readonly number[]) => ({
    value: percentile(times, 0.5),
    ...{ p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99) },
  });
  const size = { deliveries: found.length };
  yield {
    figure: 'record to log entry, under the load of the deliveries',
    unit: 'ms',
    ...spread(found.map(({ signedMs }) => signedMs)),
    size,
  };
  yield {
    figure: 'record to anchored, under the load of the deliveries',
    unit: 'ms',
    ...spread(found.map(({ anchoredMs }) => anchoredMs)),
    size,
  };
  const { transactions, records } = await coverage(
    app,
    found.map(({ anchoredSize }) => anchoredSize),
  );
  yield {
    figure: 'records covered by one ledger transaction, under the same load',
    unit: 'records/transaction',
    value: records / transactions,
    size: { ...size, records, transactions },
    peers: { oneTransactionPerRecord: 1 },
  };
}

/** Until every record has its place in the log, and the ledger has the log. */
async function untilAnchored({ owner }: BenchApp): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: boolean }>`
      select exists (select from leaf_queue) or exists (
        select from log_leaves l
        where l.leaf_index >= (select coalesce(max(a.size), 0) from anchorings a where a.district_id = l.district_id)
      ) as waiting`.execute(owner);
    if (!rows[0]?.waiting) return;
    await sleep(100);
  }
}

interface Delays {
  /** From recording to the signed checkpoint that covers the record, and to the ledger having it; by the same clock. */
  readonly signedMs: number;
  readonly anchoredMs: number;
  /** The size of the log that the ledger was first given with the record in it. */
  readonly anchoredSize: number;
}

async function delays({ owner }: BenchApp): Promise<Delays[]> {
  const { rows } = await sql<{
    recordedAt: string;
    signedAt: string;
    anchoredAt: string;
    anchoredSize: number;
  }>`
    select r.recorded_at, c.signed_at, a.anchored_at, a.size as anchored_size
    from log_leaves l
    join records r on r.district_id = l.district_id and r.id = l.record_id
    join deliveries d on d.district_id = r.district_id and d.record_id = r.id
    cross join lateral (
      select signed_at from checkpoints where district_id = l.district_id and size > l.leaf_index order by size limit 1
    ) c
    cross join lateral (
      select anchored_at, size from anchorings where district_id = l.district_id and size > l.leaf_index order by size limit 1
    ) a
    where d.note_number like 'BENCH-%'`.execute(owner);
  return rows.map(({ recordedAt, signedAt, anchoredAt, anchoredSize }) => ({
    signedMs: Date.parse(signedAt) - Date.parse(recordedAt),
    anchoredMs: Date.parse(anchoredAt) - Date.parse(recordedAt),
    anchoredSize,
  }));
}

/** Of the anchorings that first covered these records: how many, and how many records of all kinds they brought. */
async function coverage({ owner }: BenchApp, sizes: readonly number[]) {
  const { rows } = await sql<{ transactions: number; records: number }>`
    select count(*) as transactions, sum(size - previous_size)::bigint as records
    from anchorings where size = any(${[...new Set(sizes)]}::bigint[])`.execute(owner);
  const [{ transactions, records } = { transactions: 0, records: 0 }] = rows;
  return { transactions, records };
}
