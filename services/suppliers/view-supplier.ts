import type { SupplierView } from '#schemas/supplier-view.ts';
import { authorise, may } from '../accounts/index.ts';
import { type AccountActor, type Context, type Reader, read } from '../context.ts';
import { DomainError } from '../errors.ts';
import { knownId } from '../ids.ts';
import { openPersonalValues } from '../records/open-personal.ts';
import { openAlerts } from './list-alerts.ts';
import { summarise } from './list-suppliers.ts';
import { present } from './present.ts';
import { viewQualifications } from './view-qualifications.ts';

/**
 * Everything about a supplier that the account may see: schools see their own admissions, suppliers themselves.
 *
 * @throws DomainError `not-found`, for suppliers also when it is another one
 */
export async function viewSupplier(ctx: Context, supplierId: string): Promise<SupplierView> {
  const actor = authorise(ctx, 'supplier.read');
  const id = knownId(supplierId);
  if (actor.supplierId !== null && actor.supplierId !== id) throw new DomainError('not-found');
  return await read(ctx, async (db) => {
    const supplier = await db.selectFrom('suppliers').selectAll().where('id', '=', id).executeTakeFirst();
    if (!supplier) throw new DomainError('not-found', { data: { supplierId } });
    const [summary] = await summarise(ctx, db, actor, [supplier]);
    if (!summary) throw new Error('one supplier has one summary');
    const { creditCodeCheck, divisionCode, county832Reason, address, registeredAt, recordId } = supplier;
    return {
      ...summary,
      creditCodeCheck,
      divisionCode,
      county832Reason,
      address,
      registeredAt,
      recordId,
      ...(may(ctx, 'supplier.contact') ? { contact: await contactOf(ctx, db, recordId) } : {}),
      qualifications: await viewQualifications(ctx, db, actor, supplierId),
      admissions: await admissionsOf(db, actor, supplierId),
      suspensions: await suspensionsOf(db, supplierId),
      alerts: await openAlerts(db, ctx.reference, { schoolId: null, supplierId }),
      findings: may(ctx, 'supplier.findings') ? await findingsOf(db, supplierId) : [],
      evaluations: may(ctx, 'supplier.findings') ? await evaluationsOf(db, actor, supplierId) : [],
    };
  });
}

async function contactOf(ctx: Context, db: Reader, recordId: string) {
  const values = (await openPersonalValues(db, ctx.vault, [recordId])).get(recordId) ?? {};
  return present({
    name: values['/contactName'],
    phone: values['/contactPhone'],
    legalPerson: values['/legalPerson'],
  });
}

async function admissionsOf(db: Reader, { schoolId }: AccountActor, supplierId: string) {
  const rows = await db
    .selectFrom('admissions')
    .innerJoin('schools', 'schools.id', 'admissions.schoolId')
    .select([
      'admissions.id',
      'schoolId',
      'schools.name as schoolName',
      'goodsScope',
      'admittedOn',
      'exitedOn',
      'exitReason',
    ])
    .where('supplierId', '=', supplierId)
    .$if(schoolId !== null, (query) => query.where('schoolId', '=', schoolId as string))
    .orderBy('admittedOn', 'desc')
    .orderBy('admissions.id', 'desc')
    .execute();
  return rows.map(present);
}

async function suspensionsOf(db: Reader, supplierId: string) {
  const rows = await db
    .selectFrom('supplierSuspensions')
    .select(['id', 'cause', 'reason', 'suspendedAt', 'liftedAt'])
    .where('supplierId', '=', supplierId)
    .orderBy('suspendedAt', 'desc')
    .execute();
  return rows.map(present);
}

async function findingsOf(db: Reader, supplierId: string): Promise<SupplierView['findings']> {
  const rows = await db
    .selectFrom('findings')
    .select(['id', 'ruleId', 'data', 'raisedAt', 'judgedRecordId', 'recordId'])
    .where('subjectKind', '=', 'supplier')
    .where('subjectId', '=', supplierId)
    .orderBy('raisedAt', 'desc')
    .execute();
  return rows.map(({ data, ...finding }) => {
    const { breach, ...rest } = data as { breach: SupplierView['findings'][number]['breach'] };
    return { ...finding, breach, data: rest };
  });
}

async function evaluationsOf(db: Reader, { schoolId }: AccountActor, supplierId: string) {
  return await db
    .selectFrom('supplierEvaluations')
    .innerJoin('schools', 'schools.id', 'supplierEvaluations.schoolId')
    .select(['supplierEvaluations.id', 'schools.name as schoolName', 'evaluatedOn', 'score', 'remark'])
    .where('supplierId', '=', supplierId)
    .$if(schoolId !== null, (query) => query.where('schoolId', '=', schoolId as string))
    .orderBy('evaluatedOn', 'desc')
    .execute();
}
