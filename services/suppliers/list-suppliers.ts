import { z } from 'zod';
import type { SupplierSummary } from '#schemas/supplier-view.ts';
import { Id, Line } from '#schemas/values.ts';
import { authorise } from '../accounts/index.ts';
import { type AccountActor, type Context, type Reader, read } from '../context.ts';
import { ruleScope } from './findings.ts';
import { outlookOf } from './outlook.ts';

export const SupplierSearch = z.strictObject({
  /** Part of the name or of the credit code. */
  search: Line(100).optional(),
  /** The last supplier of the page before. */
  after: Id.optional(),
});
export type SupplierSearch = z.input<typeof SupplierSearch>;

const pageSize = 100;

export interface SupplierPage {
  readonly suppliers: SupplierSummary[];
  /** Ask with this as `after` for what follows; absent on the last page. */
  readonly next?: string;
}

/** The district's register in order of name; suppliers see themselves alone. */
export async function listSuppliers(ctx: Context, input: SupplierSearch): Promise<SupplierPage> {
  const actor = authorise(ctx, 'supplier.read');
  const search = SupplierSearch.parse(input);
  return await read(ctx, async (db) => {
    const found = await findSuppliers(db, actor, search);
    const page = found.slice(0, pageSize);
    const suppliers = await summarise(ctx, db, actor, page);
    const last = page.at(-1);
    return found.length > pageSize && last ? { suppliers, next: last.id } : { suppliers };
  });
}

async function findSuppliers(db: Reader, { supplierId }: AccountActor, { search, after }: SupplierSearch) {
  const pattern = `%${(search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`;
  return await db
    .selectFrom('suppliers')
    .select(['id', 'name', 'creditCode', 'kind', 'divisionName', 'county832'])
    .$if(supplierId !== null, (query) => query.where('id', '=', supplierId as string))
    .$if(search !== undefined, (query) =>
      query.where(({ eb, or }) =>
        or([eb('name', 'like', pattern), eb('creditCode', 'like', pattern.toUpperCase())]),
      ),
    )
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, selectFrom }) =>
        eb(
          refTuple('name', 'id'),
          '>',
          selectFrom('suppliers as last')
            .select(['last.name', 'last.id'])
            .where('last.id', '=', after as string)
            .$asTuple('name', 'id'),
        ),
      ),
    )
    .orderBy('name')
    .orderBy('id')
    .limit(pageSize + 1)
    .execute();
}

type Found = Awaited<ReturnType<typeof findSuppliers>>[number];

/** Adds to each supplier how it stands: three queries, however many suppliers. */
export async function summarise(
  ctx: Context,
  db: Reader,
  actor: AccountActor,
  found: readonly Found[],
): Promise<SupplierSummary[]> {
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return [];
  const scope = await ruleScope(db, actor.districtId, ctx.clock);
  const papers = await db
    .selectFrom('qualifications')
    .select(['supplierId', 'id', 'kind', 'number', 'holderKey', 'validFrom', 'validTo', 'status'])
    .where('supplierId', 'in', ids)
    .where('supersededAt', 'is', null)
    .execute();
  const suspensions = await db
    .selectFrom('supplierSuspensions')
    .select('supplierId')
    .where('supplierId', 'in', ids)
    .where('cause', '=', 'district')
    .where('liftedAt', 'is', null)
    .execute();
  const admissions = await db
    .selectFrom('admissions')
    .select('supplierId')
    .where('supplierId', 'in', ids)
    .where('exitedOn', 'is', null)
    .$if(actor.schoolId !== null, (query) => query.where('schoolId', '=', actor.schoolId as string))
    .execute();
  const own = <T extends { supplierId: string }>(rows: readonly T[], id: string) =>
    rows.filter(({ supplierId }) => supplierId === id);
  return found.map(({ creditCode, divisionName, ...supplier }) => ({
    ...supplier,
    ...(creditCode === null ? {} : { creditCode }),
    division: divisionName,
    ...outlookOf(ctx, scope, {
      supplierId: supplier.id,
      papers: own(papers, supplier.id),
      suspended: own(suspensions, supplier.id).length > 0,
    }),
    admittedSchools: own(admissions, supplier.id).length,
  }));
}
