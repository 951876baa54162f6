import { Evaluation } from '#schemas/supplier.ts';
import { civilDateOf } from '#schemas/time.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { storeFindings } from '../records/findings.ts';
import { type RuleScope, sup04Evaluation } from '../rules/index.ts';
import { schoolOf } from '../schools/index.ts';
import { lockSupplier } from './lock-supplier.ts';

/**
 * The account's school evaluates a supplier that it has admitted (SUP-04). A score below the line is kept as a
 * finding: ending the relation is a decision of people.
 *
 * @throws DomainError `not-found` when the supplier is not admitted
 */
export async function evaluateSupplier(
  ctx: Context,
  input: Evaluation,
): Promise<{ id: string; recordId: string }> {
  const schoolId = ownSchool(authorise(ctx, 'supplier.admit'));
  const { supplierId, score, remark } = Evaluation.parse(input);
  return await transact(ctx, async (tx) => {
    const { named } = await lockSupplier(tx, supplierId);
    const school = await schoolOf(tx.db, schoolId);
    const engagedOn = await admittedSince(tx, schoolId, supplierId);
    const now = tx.clock.now();
    const evaluatedOn = civilDateOf(now);
    const id = newId(now);
    const recordId = await appendRecord(tx, {
      type: 'supplier-evaluated',
      subject: supplierId,
      school: schoolId,
      occurredAt: now,
      body: { supplier: named, schoolName: school.name, evaluatedOn, score, remark },
    });
    const evaluation = { id, supplierId, schoolId, evaluatedOn, score, remark, recordedAt: now, recordId };
    await tx.db
      .insertInto('supplierEvaluations')
      .values({ ...evaluation, districtId: tx.districtId })
      .execute();
    const scope = { jurisdiction: school.jurisdiction, schoolKind: school.kind, on: evaluatedOn };
    await judge(tx, scope, evaluation, engagedOn);
    return { id, recordId };
  });
}

async function admittedSince(tx: Tx, schoolId: string, supplierId: string): Promise<string> {
  const admission = await tx.db
    .selectFrom('admissions')
    .select('admittedOn')
    .where('schoolId', '=', schoolId)
    .where('supplierId', '=', supplierId)
    .where('exitedOn', 'is', null)
    .executeTakeFirst();
  if (!admission) throw new DomainError('not-found', { data: { supplierId, schoolId } });
  return admission.admittedOn;
}

async function judge(
  tx: Tx,
  scope: RuleScope,
  {
    id,
    supplierId,
    schoolId,
    evaluatedOn,
    score,
    recordId,
  }: {
    readonly id: string;
    readonly supplierId: string;
    readonly schoolId: string;
    readonly evaluatedOn: string;
    readonly score: number;
    readonly recordId: string;
  },
  engagedOn: string,
): Promise<void> {
  const findings = tx.rules.evaluate(sup04Evaluation, scope, {
    supplierId,
    on: scope.on,
    engagedOn,
    evaluations: [{ id, on: evaluatedOn, score }],
    verifiedIncidentIds: [],
  });
  await storeFindings(tx, [{ subject: { kind: 'supplier', id: supplierId, schoolId, recordId }, findings }]);
}
