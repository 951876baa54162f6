import { type IssuedLots, NewIssue } from '#schemas/kitchen-stock.ts';
import type { LotUse } from '#schemas/lot-use.ts';
import { personal } from '#schemas/records/record.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { type LotRow, linkLots, lockLots, mentionLot, takeFromLot } from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { storeFindings } from '../records/findings.ts';
import { type SchoolFacts, schoolOf } from '../schools/index.ts';
import { refuseHeldOrigins } from '../trace/index.ts';
import { firstToExpire } from './first-to-expire.ts';

/**
 * Moves grams of delivery lots from the store to the kitchen (出库), all of them or none. A lot stays the same lot: what
 * is in the store and what the kitchen has not used yet are both visible, and both count towards what was received.
 *
 * RCV-10 guards: never more than there is, nothing held, expired or unsigned. Its advice, that another lot of the same
 * goods expires sooner, comes with the answer.
 * @throws DomainError `not-found`, `lot-held`, `lot-expired`, `lot-not-available`, `stock-exceeded`
 */
export async function issueLots(ctx: Context, input: NewIssue): Promise<IssuedLots> {
  const schoolId = ownSchool(authorise(ctx, 'kitchen.write'));
  const { lots, ...purpose } = NewIssue.parse(input);
  return await transact(ctx, async (tx) => {
    const school = await schoolOf(tx.db, schoolId);
    const together = lots.map(({ lotId }) => lotId);
    await lockLots(tx, schoolId, together);
    const issues: IssuedLots['issues'] = [];
    for (const use of lots) issues.push(await issueLot(tx, { school, use, together, ...purpose }));
    return { issues };
  });
}

interface Issue {
  readonly school: SchoolFacts;
  readonly use: LotUse;
  /** Every lot that is issued at once. */
  readonly together: readonly string[];
  readonly purpose: string;
  readonly issuedTo: string;
}

async function issueLot(tx: Tx, issue: Issue): Promise<IssuedLots['issues'][number]> {
  const { school, use, together, purpose, issuedTo } = issue;
  const { lotId, grams } = use;
  const schoolId = school.id;
  const lot = await takeFromStore(tx, schoolId, use);
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
  const findings = await firstToExpire(tx, school, lot, { issueGrams: grams, together });
  await storeFindings(tx, [{ subject: { kind: 'lot', id: lotId, schoolId, recordId }, findings }]);
  return { id, lotId, recordId, findings };
}

async function takeFromStore(tx: Tx, schoolId: string, { lotId, grams }: LotUse): Promise<LotRow> {
  const lot = await takeFromLot(tx, schoolId, lotId, grams);
  if (lot.kind !== 'delivery')
    throw new DomainError('lot-not-available', { data: { lotId, kind: lot.kind } });
  await refuseHeldOrigins(tx, [lot]);
  return lot;
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
