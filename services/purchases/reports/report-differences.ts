import type { DifferencesQuery, ReportDifferences } from '#schemas/period-report.ts';
import type { ScopeQuery } from '#schemas/purchase-totals.ts';
import { authorise } from '../../accounts/index.ts';
import { type Context, read } from '../../context.ts';
import { scopeOf } from '../totals/scope.ts';
import { figureDifferences, rowDifferences } from './differences.ts';
import { sortRows } from './recount.ts';
import { reportRows } from './report-rows.ts';
import { storedReport } from './reports.ts';

/**
 * A frozen period beside the same period as it is known now: booked, what was recorded late or corrected shows; restated,
 * also what was taken back in later periods. @throws DomainError `not-found`
 */
export async function reportDifferences(
  ctx: Context,
  id: string,
  { view, figure }: DifferencesQuery,
): Promise<ReportDifferences> {
  const actor = authorise(ctx, 'report.read');
  return await read(ctx, async (db) => {
    const { report, rows } = await storedReport(db, id);
    const scope = await scopeOf(ctx, db, { actor, query: { ...periodQuery(report), view } });
    const [frozen, now] = [sortRows(rows), sortRows(await reportRows(ctx, db, scope))];
    const otherBasis =
      frozen.basis.rulesHash !== now.basis.rulesHash ||
      frozen.basis.referenceHash !== now.basis.referenceHash;
    return {
      view,
      asOf: scope.asOf,
      otherBasis,
      figures: figureDifferences(frozen, now),
      rows: figure === undefined ? [] : rowDifferences(figure, frozen, now),
    };
  });
}

/** The query of the period from one day to another: a month, a quarter or a year. */
export function periodQuery({
  from,
  to,
}: {
  readonly from: string;
  readonly to: string;
}): Omit<ScopeQuery, 'view'> {
  const [year = 0, first = 1] = from.split('-').map(Number);
  const last = Number(to.slice(5, 7));
  if (last - first === 11) return { year };
  return last === first ? { year, month: first } : { year, quarter: Math.ceil(last / 3) };
}
