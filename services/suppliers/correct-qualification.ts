import { QualificationCorrection } from '#schemas/qualification.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { appendRecord } from '../records/append.ts';
import { markPersonalValues } from '../records/personal-marks.ts';
import { replacing } from '../records/replacing.ts';
import { lockSupplier } from './lock-supplier.ts';
import { prepareQualification } from './prepare-qualification.ts';
import { answerFor, judgeVersion, newVersion, type RecordedQualification } from './qualification-version.ts';
import { settleRenewal } from './settle-renewal.ts';

/**
 * Records what a paper really states, in place of what was recorded: a typing error, an earlier end, a revocation.
 * What was believed until now stays on record, so the past can be judged by what was known then (SUP-07).
 *
 * @throws DomainError `not-found`, `conflict` when it was corrected before, and those of `addQualification`
 */
export async function correctQualification(
  ctx: Context,
  input: QualificationCorrection,
): Promise<RecordedQualification> {
  const actor = authorise(ctx, 'supplier.qualify');
  const { qualificationId, reason, ...stated } = QualificationCorrection.parse(input);
  const paper = await prepareQualification(ctx, actor, stated);
  return await transact(ctx, async (tx) => {
    const { supplierId } = await find(tx, qualificationId);
    authorise(ctx, 'supplier.qualify', { supplierId });
    const supplier = await lockSupplier(tx, supplierId);
    const { supersededAt, recordId } = await find(tx, qualificationId);
    if (supersededAt !== null) throw new DomainError('conflict', { data: { qualificationId, supersededAt } });
    await tx.db
      .updateTable('qualifications')
      .set({ supersededAt: tx.clock.now() })
      .where('id', '=', qualificationId)
      .execute();
    const version = await newVersion(tx, supplier, paper);
    const correctionId = await appendRecord(tx, {
      ...version.draft,
      replaces: await replacing(tx, recordId, reason),
    });
    await tx.db
      .insertInto('qualifications')
      .values({ ...version.row, recordId: correctionId, replacesId: qualificationId })
      .execute();
    await markPersonalValues(tx, correctionId, version.personal);
    await judgeVersion(tx, supplier, paper, { ...version.row, recordId: correctionId });
    await settleRenewal(tx, supplier);
    return answerFor(version.row.id, correctionId, paper);
  });
}

async function find(tx: Tx, qualificationId: string) {
  const found = await tx.db
    .selectFrom('qualifications')
    .select(['supplierId', 'supersededAt', 'recordId'])
    .where('id', '=', qualificationId)
    .executeTakeFirst();
  if (!found) throw new DomainError('not-found', { data: { qualificationId } });
  return found;
}
