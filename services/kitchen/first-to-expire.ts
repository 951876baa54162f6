import type { Finding } from '#schemas/finding.ts';
import { civilDateOf } from '#schemas/time.ts';
import type { Tx } from '../context.ts';
import type { LotRow } from '../lots/index.ts';
import { rcv10Issue } from '../rules/index.ts';
import type { SchoolFacts } from '../schools/index.ts';

interface Issue {
  readonly issueGrams: number;
  /** Lots that are issued with it: who takes the older one too was told nothing new. */
  readonly together: readonly string[];
}

/** RCV-10's advice for an issue that `takeFromLot` allowed: use first what expires first. Spinach is no older cabbage: class and name count. */
export async function firstToExpire(
  tx: Tx,
  school: SchoolFacts,
  lot: LotRow,
  { issueGrams, together }: Issue,
): Promise<Finding[]> {
  if (lot.goodsCode === null) return [];
  const others = await tx.db
    .selectFrom('lots')
    .select(['id', 'expiresOn', 'remainingGrams'])
    .where('schoolId', '=', school.id)
    .where('kind', '=', 'delivery')
    .where('goodsCode', '=', lot.goodsCode)
    .where('name', '=', lot.name)
    .where('status', '=', 'open')
    .where('remainingGrams', '>', 0)
    .where('id', 'not in', together)
    .execute();
  const issuedOn = civilDateOf(tx.clock.now());
  return tx.rules.evaluate(
    rcv10Issue,
    { jurisdiction: school.jurisdiction, schoolKind: school.kind, on: issuedOn },
    {
      batchId: lot.id,
      issuedOn,
      issueGrams,
      stockGrams: lot.remainingGrams ?? 0,
      ...(lot.expiresOn === null ? {} : { expiresOn: lot.expiresOn }),
      holdIds: [],
      others: others.map(({ id, expiresOn, remainingGrams }) => ({
        batchId: id,
        ...(expiresOn === null ? {} : { expiresOn }),
        stockGrams: remainingGrams ?? 0,
      })),
    },
  );
}
