import type { FilterName, ScopeQuery } from '#schemas/purchase-totals.ts';
import { authorise } from '../../accounts/index.ts';
import { type Context, read } from '../../context.ts';
import { unitsOf } from '../units.ts';

/** What the values of a query's filters are called, where the value itself is an id, a code or a row of the list. */
export type FilterNames = Readonly<Partial<Record<FilterName, string>>>;

export async function filterNamesOf(ctx: Context, query: ScopeQuery): Promise<FilterNames> {
  authorise(ctx, 'purchase.read');
  const { unit, filingUnit, supplier, county } = query;
  return await read(ctx, async (db) => {
    const units = unit || filingUnit ? await unitsOf(db) : undefined;
    const seller = supplier
      ? await db
          .selectFrom('orderLines')
          .select('supplierName')
          .where('supplierCreditCode', '=', supplier)
          .limit(1)
          .executeTakeFirst()
      : undefined;
    const named: Partial<Record<FilterName, string | undefined>> = {
      unit: unit && units?.get(unit)?.name,
      filingUnit: filingUnit && units?.get(filingUnit)?.name,
      supplier: seller?.supplierName,
      county: county && countyName(ctx, county),
    };
    return Object.fromEntries(Object.entries(named).filter(([, name]) => name)) as FilterNames;
  });
}

/** `安徽省 金寨县`; two rows of the list where a line did not tell them apart. */
function countyName({ reference }: Context, listRows: string): string {
  const rows = listRows.split('+').flatMap((row) => reference.counties.byListRow(Number(row)) ?? []);
  return rows.map(({ province, county }) => `${province} ${county}`).join('、');
}
