import type { FrozenQuery, PeriodReport, ReportRow, ShownReport } from '#schemas/period-report.ts';
import { authorise } from '../../accounts/index.ts';
import { type Context, type Reader, read } from '../../context.ts';
import type { Tables } from '../../db/tables.ts';
import { DomainError } from '../../errors.ts';
import { type FigurePart, figureParts } from './differences.ts';
import { recount, sortRows } from './recount.ts';
import { readRows, rowFile, sha256Hex, totalsText } from './row-file.ts';

/** The frozen periods of the district, the latest first. */
export async function listReports(ctx: Context): Promise<PeriodReport[]> {
  authorise(ctx, 'report.read');
  return await read(ctx, async (db) => {
    const rows = await db
      .selectFrom('periodReports')
      .selectAll()
      .orderBy('toOn', 'desc')
      .orderBy('fromOn', 'desc')
      .execute();
    return rows.map(reportOf);
  });
}

/** A frozen period, its totals computed again from its rows. @throws DomainError `not-found` */
export async function showReport(ctx: Context, id: string): Promise<ShownReport> {
  authorise(ctx, 'report.read');
  return await read(ctx, async (db) => {
    const { report, lines, rows } = await storedReport(db, id);
    const totals = recount(rows);
    const agrees =
      sha256Hex(rowFile(lines)) === report.rowsSha256 &&
      sha256Hex(totalsText(totals)) === report.totalsSha256;
    return { ...report, agrees, totals };
  });
}

/** The file of rows as it was frozen, a canonical line each. @throws DomainError `not-found` */
export async function reportFile(ctx: Context, id: string): Promise<string> {
  authorise(ctx, 'report.read');
  return await read(ctx, async (db) => rowFile((await storedReport(db, id)).lines));
}

/** What a figure of a frozen period is made of, for one filing unit or for all. @throws DomainError `not-found` */
export async function frozenParts(
  ctx: Context,
  id: string,
  { figure, filingUnit }: FrozenQuery,
): Promise<FigurePart[]> {
  authorise(ctx, 'report.read');
  return await read(ctx, async (db) => {
    const { rows } = await storedReport(db, id);
    return figureParts(figure, sortRows(rows), filingUnit);
  });
}

/** Who signed the period off; nothing for a report that is none. */
export async function frozenBy(ctx: Context, id: string): Promise<string> {
  authorise(ctx, 'report.read');
  return await read(ctx, async (db) => {
    const found = await db
      .selectFrom('periodReports')
      .innerJoin('accounts', 'accounts.id', 'periodReports.frozenById')
      .select('accounts.displayName')
      .where('periodReports.id', '=', id)
      .executeTakeFirst();
    return found?.displayName ?? '';
  });
}

interface StoredReport {
  readonly report: PeriodReport;
  readonly lines: readonly string[];
  readonly rows: readonly ReportRow[];
}

/** @throws DomainError `not-found` */
export async function storedReport(db: Reader, id: string): Promise<StoredReport> {
  const found = await db.selectFrom('periodReports').selectAll().where('id', '=', id).executeTakeFirst();
  if (!found) throw new DomainError('not-found', { data: { reportId: id } });
  const kept = await db
    .selectFrom('periodReportRows')
    .select('canonical')
    .where('reportId', '=', id)
    .orderBy('place')
    .execute();
  const lines = kept.map(({ canonical }) => canonical);
  return { report: reportOf(found), lines, rows: readRows(lines) };
}

const reportOf = (row: Tables['periodReports']): PeriodReport => ({
  id: row.id,
  recordId: row.recordId,
  from: row.fromOn,
  to: row.toOn,
  asOf: row.asOf,
  frozenAt: row.frozenAt,
  rowsSha256: row.rowsSha256,
  totalsSha256: row.totalsSha256,
  rows: row.rowCount,
});
