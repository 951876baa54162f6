import { NewPeriodReport, type PeriodReport, type ReportTotals } from '#schemas/period-report.ts';
import { personal } from '#schemas/records/record.ts';
import { civilDateOf } from '#schemas/time.ts';
import { authorise } from '../../accounts/index.ts';
import { type Context, read, type Tx, transact } from '../../context.ts';
import { DomainError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { appendRecord } from '../../records/append.ts';
import { periodOf } from '../totals/period.ts';
import { scopeOf } from '../totals/scope.ts';
import { recount } from './recount.ts';
import { logHead, reportRows } from './report-rows.ts';
import { rowFile, rowLines, sha256Hex, totalsText } from './row-file.ts';

/**
 * Signs a period off: keeps every row that its totals are made of, and records their hashes. What becomes known of the
 * period later stays apart from it, as a difference.
 *
 * @throws DomainError `invalid-input` while the period is not over, `conflict` when it is frozen already
 */
export async function freezePeriod(ctx: Context, input: NewPeriodReport): Promise<PeriodReport> {
  const actor = authorise(ctx, 'report.freeze');
  const asked = NewPeriodReport.parse(input);
  const frozenAt = ctx.clock.now();
  const { to } = periodOf({ ...asked, view: 'booked' }, civilDateOf(frozenAt));
  if (to >= civilDateOf(frozenAt)) {
    throw new DomainError('invalid-input', { errors: [{ pointer: '/year', detail: 'period-not-over' }] });
  }
  const frozen = await read(ctx, async (db) => {
    const scope = await scopeOf(ctx, db, { actor, query: { ...asked, view: 'booked' } });
    const rows = await reportRows(ctx, db, scope);
    return { basis: scope, rows, log: await logHead(db, actor.districtId) };
  });
  const lines = rowLines(frozen.rows);
  const totals = recount(frozen.rows);
  const { period, asOf } = frozen.basis;
  return await transact(ctx, async (tx) => {
    const report: PeriodReport = {
      id: newId(frozenAt),
      recordId: newId(frozenAt),
      from: period.from,
      to: period.to,
      asOf,
      frozenAt,
      rowsSha256: sha256Hex(rowFile(lines)),
      totalsSha256: sha256Hex(totalsText(totals)),
      rows: lines.length,
    };
    await keep(tx, report, lines, actor.accountId);
    await appendRecord(tx, {
      type: 'period-frozen',
      id: report.recordId,
      subject: report.id,
      occurredAt: frozenAt,
      body: {
        ...figuresOf(report, totals),
        frozenBy: personal(actor.displayName),
        rulesHash: tx.rules.hash,
        referenceHash: tx.reference.hash,
        countiesHash: tx.reference.files['counties-832.csv'] as string,
        log: frozen.log,
      },
    });
    return report;
  });
}

/** What the record says in figures. */
function figuresOf(
  { from, to, asOf, rows, rowsSha256, totalsSha256 }: PeriodReport,
  { sums, units }: ReportTotals,
) {
  const { reserved, declared, ledgerFood, onTarget, withCanteen } = units;
  return {
    ...{ from, to, asOf, rows, rowsSha256, totalsSha256, sums, ledgerFood, view: 'booked' as const },
    reserved: reserved ?? undefined,
    declared: declared ?? undefined,
    onTarget: onTarget ?? undefined,
    withCanteen: withCanteen ?? undefined,
  };
}

const chunkRows = 5_000;

async function keep(
  tx: Tx,
  report: PeriodReport,
  lines: readonly string[],
  frozenById: string,
): Promise<void> {
  const { districtId } = tx;
  const { id, recordId, from, to, asOf, frozenAt, rowsSha256, totalsSha256, rows } = report;
  const inserted = await tx.db
    .insertInto('periodReports')
    .values({
      ...{ districtId, id, recordId, asOf, frozenAt, frozenById, rowsSha256, totalsSha256 },
      fromOn: from,
      toOn: to,
      rowCount: rows,
    })
    .onConflict((conflict) => conflict.columns(['districtId', 'fromOn', 'toOn']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) throw new DomainError('conflict', { data: { from, to } });
  for (let first = 0; first < lines.length; first += chunkRows) {
    const chunk = lines.slice(first, first + chunkRows);
    await tx.db
      .insertInto('periodReportRows')
      .values(chunk.map((canonical, i) => ({ districtId, reportId: id, place: first + i, canonical })))
      .execute();
  }
}
