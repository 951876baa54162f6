import type { Finding } from '#schemas/finding.ts';
import { NewIssue } from '#schemas/kitchen-stock.ts';
import { personal } from '#schemas/records/record.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { type LotRow, linkLots, mentionLot, takeFromLot } from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { storeFindings } from '../records/findings.ts';
import { schoolOf } from '../schools/index.ts';
import { refuseHeldOrigins } from '../trace/index.ts';
import { firstToExpire } from './first-to-expire.ts';

export interface Issued {
  readonly id: string;
  readonly recordId: string;
  /** RCV-10 advice: another lot of the same goods expires sooner. */
  readonly findings: Finding[];
}

/**
 * Moves grams of a delivery lot from the store to the kitchen (出库). The lot stays the same lot: what is in the store and
 * what the kitchen has not used yet are both visible, and both count towards what was received.
 *
 * RCV-10 guards: never more than there is, nothing held, expired or unsigned.
 * @throws DomainError `not-found`, `lot-held`, `lot-expired`, `lot-not-available`, `stock-exceeded`
 */
export async function issueLot(ctx: Context, input: NewIssue): Promise<Issued> {
  const schoolId = ownSchool(authorise(ctx, 'kitchen.write'));
  const { lotId, grams, purpose, issuedTo } = NewIssue.parse(input);
  return await transact(ctx, async (tx) => {
    const lot = await takeFromLot(tx, schoolId, lotId, grams);
    if (lot.kind !== 'delivery')
      throw new DomainError('lot-not-available', { data: { lotId, kind: lot.kind } });
    await refuseHeldOrigins(tx, [lot]);
    const school = await schoolOf(tx.db, schoolId);
    const issuedAt = tx.clock.now();
    const recordId = await appendRecord(tx, {
      type: 'lot-issued',
      subject: lotId,
      school: schoolId,
      occurredAt: issuedAt,
      body: {
        schoolName: school.name,
        lot: mentionLot(lot),
        supplierLot: lot.supplierLot ?? undefined,
        expiresOn: lot.expiresOn ?? undefined,
        grams,
        purpose,
        issuedTo: personal(issuedTo),
      },
    });
    await putIntoKitchen(tx, lot, grams);
    const id = newId(issuedAt);
    await tx.db
      .insertInto('lotIssues')
      .values({ districtId: tx.districtId, id, schoolId, lotId, grams, purpose, issuedAt, recordId })
      .execute();
    await linkLots(tx, { kind: 'issue', schoolId, occurredAt: issuedAt, recordId, inputs: [], outputs: [] });
    const findings = await firstToExpire(tx, school, lot, grams);
    await storeFindings(tx, [{ subject: { kind: 'lot', id: lotId, schoolId, recordId }, findings }]);
    return { id, recordId, findings };
  });
}

async function putIntoKitchen(tx: Tx, lot: LotRow, grams: number): Promise<void> {
  await tx.db
    .insertInto('kitchenStock')
    .values({
      districtId: tx.districtId,
      lotId: lot.id,
      schoolId: lot.schoolId as string,
      issuedGrams: grams,
      remainingGrams: grams,
      issuedAt: tx.clock.now(),
    })
    .onConflict((conflict) =>
      conflict.columns(['districtId', 'lotId']).doUpdateSet(({ ref, eb }) => ({
        issuedGrams: eb('kitchenStock.issuedGrams', '+', ref('excluded.issuedGrams')),
        remainingGrams: eb('kitchenStock.remainingGrams', '+', ref('excluded.remainingGrams')),
        issuedAt: ref('excluded.issuedAt'),
      })),
    )
    .execute();
}
