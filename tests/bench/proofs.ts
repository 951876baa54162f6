import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { verifyFabricWitness } from '#ledger/attestation/fabric-witness.ts';
import { parseTrust } from '#ledger/trust.ts';
import { verifyBundle } from '#ledger/verify.ts';
import type { BenchApp } from './bench-app.ts';
import { type Figure, percentile } from './figures.ts';

/** From record to log, and what a proof weighs and costs. */
export async function* benchProofs(app: BenchApp): AsyncGenerator<Figure> {
  await caughtUp(app);
  const { rows } = await delays(app);
  yield {
    figure: 'record to log entry, under the load of the deliveries',
    unit: 'ms',
    value: percentile(rows, 0.5),
    p50: percentile(rows, 0.5),
    p99: percentile(rows, 0.99),
    size: { records: rows.length },
  };
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
}

async function caughtUp({ owner }: BenchApp): Promise<void> {
  for (;;) {
    const { n } = await owner
      .selectFrom('leafQueue')
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    if (Number(n) === 0) return;
    await sleep(100);
  }
}

/** Milliseconds from recording to the signed checkpoint that covers the record, by the same clock. */
async function delays({ owner }: BenchApp): Promise<{ rows: number[] }> {
  const { rows } = await sql<{ recordedAt: string; signedAt: string }>`
    select r.recorded_at, (
      select c.signed_at from checkpoints c where c.district_id = l.district_id and c.size > l.leaf_index order by c.size limit 1
    ) as signed_at
    from log_leaves l
    join records r on r.district_id = l.district_id and r.id = l.record_id
    join deliveries d on d.district_id = r.district_id and d.record_id = r.id
    where d.note_number like 'BENCH-%'`.execute(owner);
  return { rows: rows.map(({ recordedAt, signedAt }) => Date.parse(signedAt) - Date.parse(recordedAt)) };
}
