import { sql } from 'kysely';
import { toHex } from '#ledger/bytes.ts';
import type { ReportBasis, ReportFact, ReportRow, ReportUnit } from '#schemas/period-report.ts';
import type { BesideReason } from '#schemas/purchase-totals.ts';
import { newestCheckpoint } from '../../anchors/index.ts';
import { acceptedDeliveries } from '../../batches/index.ts';
import { type Context, districtOf, inSql, type Reader } from '../../context.ts';
import { besideReasons } from '../totals/dimensions.ts';
import { type FactScope, factsIn } from '../totals/fact-scope.ts';
import { basisOf } from '../totals/scope.ts';
import { type BookedUnit, openBook } from '../totals/unit-book.ts';
import { daysOf } from '../totals/unit-sums.ts';

/** Everything that the totals of a scope are made of, from one snapshot: basis, units, deliveries, facts. */
export async function reportRows(ctx: Context, db: Reader, scope: FactScope): Promise<ReportRow[]> {
  const book = await openBook(db, scope);
  const unitIds = book.units.map(({ id }) => id);
  const deliveries = await acceptedDeliveries(db, { unitIds, ...daysOf(scope) });
  const facts = [];
  for (const standing of ['inside', ...besideReasons] as const) {
    facts.push(...(await factRows(db, scope, standing)));
  }
  return [
    await basisRow(ctx, db, scope),
    ...book.units.map((unit) => unitRow(unit, scope)),
    ...deliveries.map(({ id, schoolId, totalFen, ...delivery }) => ({
      row: 'delivery' as const,
      deliveryId: id,
      unitId: schoolId,
      recordId: delivery.recordId,
      noteNumber: delivery.noteNumber,
      supplier: delivery.supplierName,
      arrivedAt: delivery.arrivedAt,
      fen: totalFen,
    })),
    ...facts,
  ];
}

async function basisRow(ctx: Context, db: Reader, scope: FactScope): Promise<ReportBasis> {
  const { rules, ...basis } = basisOf(ctx, scope);
  const { origin } = await db
    .selectFrom('districts')
    .select('origin')
    .where('id', '=', districtOf(ctx.actor))
    .executeTakeFirstOrThrow();
  const years = rules.map(({ citations, ...year }) => year);
  return { row: 'basis', v: 1, origin, ...basis, years };
}

function unitRow({ id, name, kind, status, filingUnitId, filing }: BookedUnit, scope: FactScope): ReportUnit {
  const ledgerSince = scope.ledgerSince.get(id);
  return {
    row: 'unit',
    unitId: id,
    unit: name,
    kind,
    status,
    filingUnitId,
    ...(ledgerSince === undefined ? {} : { ledgerSince }),
    ...(filing === undefined
      ? {}
      : {
          filing: {
            recordId: filing.recordId,
            filedAt: filing.filedAt,
            declaredFoodFen: filing.declaredFoodFen,
            reservedFen: filing.reservedFen,
            ratioBasisPoints: filing.ratioBasisPoints,
          },
        }),
  };
}

async function factRows(
  db: Reader,
  scope: FactScope,
  standing: 'inside' | BesideReason,
): Promise<ReportFact[]> {
  const beside = standing === 'inside' ? {} : { beside: standing };
  const { rows } = await sql<Omit<ReportFact, 'row' | 'standing'>>`
    select l.order_no, l.line_no, l.id as line_id, l.record_id, l.platform, l.channel, l.supplier_name as supplier,
      l.supplier_credit_code as credit_code, l.goods_name as goods, l.goods_code,
      nullif(concat_ws(' ', l.province, nullif(l.prefecture, l.province), l.county), '') as county,
      u.id as unit_id, u.name as unit, v.id as filing_unit_id, coalesce(l.accepted_at >= k.since, false) as since_ledger,
      f.measure, f.period as on, f.at, f.fen, f.grams
    ${factsIn({ ...scope, ...beside })}`.execute(inSql(db));
  return rows.map((row) => {
    const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
    return { ...(given as typeof row), row: 'fact' as const, standing };
  });
}

/** The newest checkpoint of the district's log: what it covers was known when the rows were read. */
export async function logHead(db: Reader, districtId: string) {
  const head = await newestCheckpoint(db, districtId);
  return head && { size: head.size, root: toHex(head.root) };
}
