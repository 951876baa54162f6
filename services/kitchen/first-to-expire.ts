import type { Finding } from '#schemas/finding.ts';
import { civilDateOf } from '#schemas/time.ts';
import type { Tx } from '../context.ts';
import { rcv10Issue } from '../rules/index.ts';
import type { SchoolFacts } from '../schools/index.ts';
import type { UsedLot } from './take-from-kitchen.ts';

/**
 * RCV-10's advice for an issue that the guards allowed, by lot: use first what expires first. Spinach is no older
 * cabbage: class and name count. Who takes the older lot too is told nothing new.
 */
export async function firstToExpire(
  tx: Tx,
  school: SchoolFacts,
  taken: readonly UsedLot[],
): Promise<ReadonlyMap<string, Finding[]>> {
  const left = await leftInStore(tx, school.id, taken);
  const issuedOn = civilDateOf(tx.clock.now());
  const scope = { jurisdiction: school.jurisdiction, schoolKind: school.kind, on: issuedOn };
  return new Map(
    taken.map(({ lot, grams }) => [
      lot.id,
      tx.rules.evaluate(rcv10Issue, scope, {
        batchId: lot.id,
        issuedOn,
        issueGrams: grams,
        stockGrams: lot.remainingGrams ?? 0,
        ...(lot.expiresOn === null ? {} : { expiresOn: lot.expiresOn }),
        holdIds: [],
        others: left
          .filter(({ goodsCode, name }) => goodsCode === lot.goodsCode && name === lot.name)
          .map(({ id, expiresOn, remainingGrams }) => ({
            batchId: id,
            ...(expiresOn === null ? {} : { expiresOn }),
            stockGrams: remainingGrams ?? 0,
          })),
      }),
    ]),
  );
}

/** What is in the store of the same classes of goods, beside the lots that are taken. */
async function leftInStore(tx: Tx, schoolId: string, taken: readonly UsedLot[]) {
  const classes = new Set(taken.flatMap(({ lot: { goodsCode } }) => goodsCode ?? []));
  if (classes.size === 0) return [];
  return await tx.db
    .selectFrom('lots')
    .select(['id', 'goodsCode', 'name', 'expiresOn', 'remainingGrams'])
    .where('schoolId', '=', schoolId)
    .where('kind', '=', 'delivery')
    .where('goodsCode', 'in', [...classes])
    .where('status', '=', 'open')
    .where('remainingGrams', '>', 0)
    .where(
      'id',
      'not in',
      taken.map(({ lot }) => lot.id),
    )
    .execute();
}
