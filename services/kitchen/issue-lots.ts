import { type IssuedLots, NewIssue } from '#schemas/kitchen-stock.ts';
import type { LotUse } from '#schemas/lot-use.ts';
import { personal } from '#schemas/records/record.ts';
import { civilDateOf } from '#schemas/time.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { alongside } from '../db/alongside.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { linkManyLots, lockLots, mentionLot, reduceStock, refuseUnusable } from '../lots/index.ts';
import { appendRecords } from '../records/append.ts';
import { storeFindings } from '../records/findings.ts';
import { type SchoolFacts, schoolOf } from '../schools/index.ts';
import { refuseHeldOrigins } from '../trace/index.ts';
import { firstToExpire } from './first-to-expire.ts';
import type { UsedLot } from './take-from-kitchen.ts';

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
  const { lots, ...issue } = NewIssue.parse(input);
  return await transact(ctx, async (tx) => {
    const school = await schoolOf(tx.db, schoolId);
    const taken = await takeFromStore(tx, schoolId, lots);
    const recordIds = await appendIssues(tx, school, taken, issue);
    const issued = taken.map((use, index) => ({
      ...use,
      id: newId(tx.clock.now()),
      recordId: recordIds[index] as string,
    }));
    await putIntoKitchen(tx, schoolId, issued, issue.purpose);
    const advice = await firstToExpire(tx, school, taken);
    const issues = issued.map(({ id, lot, recordId }) => ({
      ...{ id, lotId: lot.id, recordId },
      findings: advice.get(lot.id) ?? [],
    }));
    await storeFindings(
      tx,
      issues.map(({ lotId, recordId, findings }) => ({
        subject: { kind: 'lot', id: lotId, schoolId, recordId },
        findings,
      })),
    );
    return { issues };
  });
}

async function takeFromStore(tx: Tx, schoolId: string, uses: readonly LotUse[]): Promise<UsedLot[]> {
  const lots = await lockLots(
    tx,
    schoolId,
    uses.map(({ lotId }) => lotId),
  );
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  for (const lot of lots) {
    refuseUnusable(lot, civilDateOf(tx.clock.now()));
    if (lot.kind === 'delivery') continue;
    throw new DomainError('lot-not-available', { data: { lotId: lot.id, kind: lot.kind } });
  }
  await refuseHeldOrigins(tx, lots);
  const taken = uses.map(({ lotId, grams }) => ({ lot: byId.get(lotId) as UsedLot['lot'], grams }));
  for (const { lot, grams } of taken) await reduceStock(tx, lot, grams);
  return taken;
}

async function appendIssues(
  tx: Tx,
  school: SchoolFacts,
  taken: readonly UsedLot[],
  { purpose, issuedTo }: Omit<NewIssue, 'lots'>,
): Promise<string[]> {
  return await appendRecords(
    tx,
    taken.map(({ lot, grams }) => ({
      type: 'lot-issued',
      subject: lot.id,
      school: school.id,
      occurredAt: tx.clock.now(),
      body: {
        schoolName: school.name,
        lot: mentionLot(lot),
        supplierLot: lot.supplierLot ?? undefined,
        expiresOn: lot.expiresOn ?? undefined,
        grams,
        purpose,
        issuedTo: personal(issuedTo),
      },
    })),
  );
}

interface Issued extends UsedLot {
  readonly id: string;
  readonly recordId: string;
}

async function putIntoKitchen(
  tx: Tx,
  schoolId: string,
  issued: readonly Issued[],
  purpose: string,
): Promise<void> {
  const { districtId } = tx;
  const issuedAt = tx.clock.now();
  const lotIssues = issued.map(({ id, lot, grams, recordId }) => ({
    ...{ districtId, id, schoolId, lotId: lot.id, grams, purpose, issuedAt, recordId },
  }));
  await alongside(tx.db, { lotIssues })
    .insertInto('kitchenStock')
    .values(
      issued.map(({ lot, grams }) => ({
        ...{ districtId, lotId: lot.id, schoolId, issuedAt },
        ...{ issuedGrams: grams, remainingGrams: grams },
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['districtId', 'lotId']).doUpdateSet(({ ref, eb, fn }) => ({
        issuedGrams: eb('kitchenStock.issuedGrams', '+', ref('excluded.issuedGrams')),
        remainingGrams: eb('kitchenStock.remainingGrams', '+', ref('excluded.remainingGrams')),
        issuedAt: fn<string>('greatest', [ref('kitchenStock.issuedAt'), ref('excluded.issuedAt')]),
      })),
    )
    .execute();
  await linkManyLots(
    tx,
    issued.map(({ recordId }) => ({
      ...{ kind: 'issue', schoolId, occurredAt: issuedAt, recordId, inputs: [], outputs: [] },
    })),
  );
}
