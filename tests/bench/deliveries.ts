import { sql } from 'kysely';
import { rows } from '#schemas/rows/index.ts';
import { snakeCase } from '#services/db/snake-case.ts';
import { newId } from '#services/ids.ts';
import type { BenchApp } from './bench-app.ts';
import { closedLoop } from './clients.ts';
import { type Figure, percentile } from './figures.ts';

const clients = 16;
const linesEach = 3;

/** Durable deliveries a second through HTTP, against bare inserts of the very rows that they wrote. */
export async function* benchDeliveries(app: BenchApp, isSmall: boolean): AsyncGenerator<Figure> {
  const post = await poster(app);
  await closedLoop({ clients, requests: isSmall ? 5 : 40 }, () => post('/api/v1/deliveries', newDelivery));
  const single = isSmall ? 20 : 600;
  const before = await rowCounts(app);
  const alone = await closedLoop({ clients, requests: single }, () =>
    post('/api/v1/deliveries', newDelivery),
  );
  const written = await writtenSince(app, before);
  const bare = await bareInserts(app, written, single);
  const size = { deliveries: single, linesEach, clients, rowsEach: Math.round(written.length / single) };
  yield {
    figure: 'durable deliveries through HTTP, one a request',
    unit: 'deliveries/s',
    value: alone.perSecond,
    size,
    p50: percentile(alone.took, 0.5),
    p99: percentile(alone.took, 0.99),
    peers: { bareInsertOfTheSameRows: bare },
  };
  const [batches, each] = isSmall ? [2, 5] : [24, 50];
  const together = await closedLoop({ clients: 4, requests: batches }, () =>
    post('/api/v1/deliveries/batch', (note) => ({
      deliveries: Array.from({ length: each }, (_, index) => newDelivery(`${note}-${index}`)),
    })),
  );
  yield {
    figure: `durable deliveries through HTTP, ${each} a request`,
    unit: 'deliveries/s',
    value: together.perSecond * each,
    size: { deliveries: batches * each, linesEach, clients: 4 },
    peers: { bareInsertOfTheSameRows: bare },
  };

  function newDelivery(note: string) {
    return {
      ...post.template,
      id: newId(new Date().toISOString()),
      noteNumber: note,
      lines: post.lines(note),
    };
  }
}

/** Posts deliveries of a school to one of its suppliers, as that school's receiver with the manager as second signer. */
async function poster({ url, demo, owner }: BenchApp) {
  const receiver = demo.players.find(({ role }) => role === 'receiver');
  const manager = demo.players.find(
    ({ role, schoolId }) => role === 'manager' && schoolId === receiver?.schoolId,
  );
  if (!receiver || !manager) throw new Error('the demo has a receiver and a manager');
  const supplier = await owner
    .selectFrom('suppliers')
    .select('id')
    .where('name', '=', '江边蔬菜专业合作社')
    .executeTakeFirstOrThrow();
  let notes = 0;
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const post = async (path: string, body: (note: string) => unknown) => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${receiver.apiToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body(`BENCH-${++notes}`)),
    });
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
  return Object.assign(post, {
    template: {
      schoolId: receiver.schoolId,
      supplierId: supplier.id,
      arrivedAt: new Date(Date.now() - 60_000).toISOString(),
      coSigner: { username: manager.username, pin: manager.pin },
    },
    /** With certificates of their own: one that serves for too much would be found out at every line. */
    lines: (note: string) =>
      Array.from({ length: linesEach }, (_, index) => ({
        id: newId(new Date().toISOString()),
        goodsCode: 'VEG.LEAF',
        goodsName: `青菜${index}`,
        producedOn: today,
        shelfLifeDays: 3,
        deliveredGrams: 20_000,
        acceptedGrams: 20_000,
        priceFenPerKg: 400,
        amountFen: 8000,
        papers: [
          { kind: 'PC_COMMIT', number: `PC-${note}-${index}`, issuedOn: today, quantityGrams: 20_000 },
        ],
      })),
  });
}

interface WrittenRow {
  readonly table: string;
  readonly row: unknown;
}

const tables = Object.keys(rows)
  .map(snakeCase)
  .filter((table) => !/^(log_|checkpoints|anchorings|leases|sessions)/.test(table));

async function rowCounts({ owner }: BenchApp): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const table of tables) {
    const { rows: found } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
      owner,
    );
    counts.set(table, found[0]?.n ?? 0);
  }
  return counts;
}

/** The rows that were added, as JSON, in the order in which they were written. */
async function writtenSince({ owner }: BenchApp, before: ReadonlyMap<string, number>): Promise<WrittenRow[]> {
  const written: WrittenRow[] = [];
  for (const table of tables) {
    const { rows: found } = await sql<{ row: unknown }>`
      select to_jsonb(t) as row from ${sql.table(table)} t order by ctid offset ${before.get(table) ?? 0}`.execute(
      owner,
    );
    written.push(...found.map(({ row }) => ({ table, row })));
  }
  return written;
}

/** Inserts the same rows into empty copies of the tables, indexes included: one durable transaction for each delivery. */
async function bareInserts(
  { owner, deps }: BenchApp,
  written: readonly WrittenRow[],
  deliveries: number,
): Promise<number> {
  await sql`create schema bare; grant usage on schema bare to public`.execute(owner);
  for (const table of tables) {
    await sql`create table ${sql.id('bare', table)} (like ${sql.id('public', table)} including all);
      grant insert on ${sql.id('bare', table)} to public`.execute(owner);
  }
  const byTable = Map.groupBy(written, ({ table }) => table);
  const share = (table: string, turn: number) => {
    const all = byTable.get(table) ?? [];
    const [from, to] = [turn, turn + 1].map((edge) => Math.floor((all.length * edge) / deliveries));
    return all.slice(from, to).map(({ row }) => row);
  };
  const { perSecond } = await closedLoop({ clients, requests: deliveries }, (turn) =>
    deps.db.transaction().execute(async (tx) => {
      for (const table of byTable.keys()) {
        const part = share(table, turn);
        if (part.length === 0) continue;
        await sql`insert into ${sql.id('bare', table)} overriding system value
          select * from jsonb_populate_recordset(null::${sql.id('bare', table)}, ${JSON.stringify(part)}::jsonb)`.execute(
          tx,
        );
      }
    }),
  );
  await sql`drop schema bare cascade`.execute(owner);
  return Math.round(perSecond);
}
