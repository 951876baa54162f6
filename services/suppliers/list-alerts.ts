import type { ExpiryAlert } from '#schemas/supplier-view.ts';
import { authorise } from '../accounts/index.ts';
import { type AccountActor, type Context, type Reader, read } from '../context.ts';
import type { Reference } from '../reference/index.ts';

/** Papers that are about to lapse or have: of the own school's suppliers, the own ones, or the whole district's. */
export async function listExpiryAlerts(ctx: Context): Promise<ExpiryAlert[]> {
  const actor = authorise(ctx, 'supplier.read');
  return await read(ctx, (db) => openAlerts(db, ctx.reference, actor));
}

/** The soonest first. */
export async function openAlerts(
  db: Reader,
  reference: Reference,
  { schoolId, supplierId }: Pick<AccountActor, 'schoolId' | 'supplierId'>,
): Promise<ExpiryAlert[]> {
  const alerts = await db
    .selectFrom('alerts')
    .innerJoin('suppliers', 'suppliers.id', 'alerts.supplierId')
    .innerJoin('qualifications', 'qualifications.id', 'alerts.qualificationId')
    .select([
      'alerts.id',
      'alerts.supplierId',
      'suppliers.name as supplierName',
      'alerts.qualificationId',
      'qualifications.kind',
      'qualifications.number',
      'alerts.validTo',
      'thresholdDays',
      'raisedAt',
    ])
    .where('state', '=', 'open')
    .$if(supplierId !== null, (query) => query.where('alerts.supplierId', '=', supplierId as string))
    .$if(schoolId !== null, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('admissions')
            .select('admissions.id')
            .whereRef('admissions.supplierId', '=', 'alerts.supplierId')
            .where('admissions.schoolId', '=', schoolId as string)
            .where('exitedOn', 'is', null),
        ),
      ),
    )
    .orderBy('alerts.validTo')
    .orderBy('alerts.id')
    .limit(500)
    .execute();
  return alerts.map((alert) => ({ ...alert, kindName: kindName(reference, alert.kind) }));
}

export const kindName = ({ documentTypes }: Reference, kind: string): string =>
  documentTypes.find(({ code }) => code === kind)?.nameZh ?? kind;
