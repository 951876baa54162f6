import { NewQualification } from '#schemas/qualification.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { appendRecord } from '../records/append.ts';
import { markPersonalValues } from '../records/personal-marks.ts';
import { lockSupplier } from './lock-supplier.ts';
import { prepareQualification } from './prepare-qualification.ts';
import { answerFor, judgeVersion, newVersion, type RecordedQualification } from './qualification-version.ts';
import { settleRenewal } from './settle-renewal.ts';

/**
 * Records a licence, filing or certificate of a supplier, as its paper states it. Suppliers record their own; who
 * did it is shown beside every paper.
 *
 * @throws DomainError `not-found`, `invalid-input`, `conflict` for an overlapping version of the same number,
 *   `needs-override` and the refusals of the second person
 */
export async function addQualification(
  ctx: Context,
  input: NewQualification,
): Promise<RecordedQualification> {
  authorise(ctx, 'supplier.qualify');
  const { supplierId, ...stated } = NewQualification.parse(input);
  const actor = authorise(ctx, 'supplier.qualify', { supplierId });
  const paper = await prepareQualification(ctx, actor, stated);
  return await transact(ctx, async (tx) => {
    const supplier = await lockSupplier(tx, supplierId);
    const version = await newVersion(tx, supplier, paper);
    const recordId = await appendRecord(tx, version.draft);
    await tx.db
      .insertInto('qualifications')
      .values({ ...version.row, recordId })
      .execute();
    await markPersonalValues(tx, recordId, version.personal);
    await judgeVersion(tx, supplier, paper, { ...version.row, recordId });
    await settleRenewal(tx, supplier);
    return answerFor(version.row.id, recordId, paper);
  });
}
