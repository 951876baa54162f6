import { type Selectable, sql } from 'kysely';
import { inSql, type Reader } from '../context.ts';
import { anyId } from '../db/any-of.ts';
import type { Tables } from '../db/tables.ts';
import { derivedColumns, derivedRows } from '../records/derived-rows.ts';
import { firstRecordedAt } from '../records/first-recorded.ts';
import { readableRecord } from '../records/readable-record.ts';
import { replacementsOf } from '../records/replacements.ts';
import { purchaseFactRows } from './derived-facts.ts';

type Line = Selectable<Tables['orderLines']>;

/** What follows from order lines, filings and reports together with more than the record that each names. */
export const purchaseDerivedRows = [
  purchaseFactRows,
  derivedColumns('orderLines', async (db, lines) => {
    const first = await firstRecordedAt(db, 'order-line-recorded', lines);
    return lines.map(({ id }) => ({ id, recordedAt: first.get(id) ?? '' }));
  }),
  derivedRows('orders', { of: 'orderLines', by: 'orderNo', key: 'orderNo' }, async (_, lines) => {
    const byNumber = new Map(lines.map((line) => [line.orderNo, line]));
    return [...byNumber.values()].map(({ districtId, orderNo, platform }) => ({
      districtId,
      orderNo,
      platform,
    }));
  }),
  derivedRows('orderDeliveries', { of: 'orderLines', by: 'lineId', key: 'id' }, deliveriesOf),
  derivedRows('orderShares', { of: 'orderLines', by: 'orderNo', key: 'orderNo' }, sharesOf),
  derivedColumns('reserveFilings', async (db, filings) => {
    const corrections = await replacementsOf(db, filings);
    return filings.map(({ id, recordId }) => ({
      id,
      replacedAt: corrections.get(recordId)?.recordedAt ?? null,
    }));
  }),
  derivedColumns('periodReports', async (db, reports) => await filesOf(db, reports)),
];

/** Records of a type about these subjects whose place no other took. */
async function standing(
  db: Reader,
  type: 'order-line-delivered' | 'contractor-order-allocated',
  subjects: readonly string[],
) {
  const rows = await db
    .selectFrom('records')
    .select(['type', 'canonical'])
    .where('subjectId', '=', anyId(subjects))
    .where('type', '=', type)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('records as later')
            .select('later.id')
            .whereRef('later.districtId', '=', 'records.districtId')
            .whereRef('later.replacesId', '=', 'records.id'),
        ),
      ),
    )
    .execute();
  return rows.flatMap((row) => readableRecord(row) ?? []);
}

async function deliveriesOf(db: Reader, lines: readonly Line[]) {
  const records = await standing(
    db,
    'order-line-delivered',
    lines.map(({ id }) => id),
  );
  return records.flatMap((record) =>
    record.type === 'order-line-delivered'
      ? record.deliveries.map(({ lot: lotId, grams }) => ({
          ...{ districtId: record.district, lineId: record.subject, lotId, grams, recordId: record.id },
        }))
      : [],
  );
}

/** A contractor's order is allocated as a whole; the record is about the first of its lines. */
async function sharesOf(db: Reader, lines: readonly Line[]) {
  const numbers = new Set(lines.map(({ orderNo }) => orderNo));
  const ofOrders = await db
    .selectFrom('orderLines')
    .select('id')
    .where('orderNo', '=', sql<string>`any(${[...numbers]}::text[])`)
    .execute();
  const records = await standing(
    db,
    'contractor-order-allocated',
    ofOrders.map(({ id }) => id),
  );
  return records.flatMap((record) =>
    record.type === 'contractor-order-allocated' && numbers.has(record.orderNo)
      ? record.shares.map(({ school: schoolId, basisPoints }) => ({
          ...{
            districtId: record.district,
            orderNo: record.orderNo,
            schoolId,
            basisPoints,
            recordId: record.id,
          },
        }))
      : [],
  );
}

/** What a report's rows come to: the hash of its file, in which each line ends in a line feed. */
async function filesOf(db: Reader, reports: readonly { readonly id: string }[]) {
  const { rows } = await sql<{ id: string; rowsSha256: string; rowCount: number }>`
    select report.id, count(*)::int as row_count,
      encode(sha256(convert_to(string_agg(canonical || chr(10), '' order by place), 'UTF8')), 'hex') as rows_sha256
    from period_reports report
    join period_report_rows line on line.district_id = report.district_id and line.report_id = report.id
    where report.id = any(${reports.map(({ id }) => id)}::uuid[])
    group by report.id`.execute(inSql(db));
  const files = new Map(rows.map((file) => [file.id, file]));
  return reports.map(({ id }) => files.get(id) ?? { id, rowsSha256: '', rowCount: 0 });
}
