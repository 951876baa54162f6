import type { Tx } from '../context.ts';
import { factsOf, type Share } from './algebra.ts';
import { historiesOf } from './histories.ts';

/** Rows that fit one statement: PostgreSQL takes at most 65,535 parameters. */
const chunkLines = 500;

/** Derives the facts of lines anew, in the transaction that changed them. */
export async function keepFacts(tx: Tx, lineIds: readonly string[]): Promise<void> {
  for (let from = 0; from < lineIds.length; from += chunkLines) {
    await keepChunk(tx, lineIds.slice(from, from + chunkLines));
  }
}

async function keepChunk(tx: Tx, lineIds: readonly string[]): Promise<void> {
  const { districtId } = tx;
  const lines = await historiesOf(tx.db, lineIds);
  const facts = lines.flatMap(({ row, history, shares }) =>
    factsOf(history, sharesOf(row, shares)).map((fact, place) => ({
      districtId,
      lineId: row.id,
      place,
      ...fact,
    })),
  );
  await tx.db.deleteFrom('purchaseFacts').where('lineId', 'in', lineIds).execute();
  for (let from = 0; from < facts.length; from += 2_000) {
    await tx.db
      .insertInto('purchaseFacts')
      .values(facts.slice(from, from + 2_000))
      .execute();
  }
}

function sharesOf(
  { schoolId, forSeveralSchools }: { readonly schoolId: string; readonly forSeveralSchools: boolean },
  allocated: readonly { readonly schoolId: string; readonly basisPoints: number }[],
): readonly Share[] {
  if (!forSeveralSchools) return [{ unitId: schoolId, weight: 1 }];
  if (allocated.length === 0) return [{ unitId: null, weight: 1 }];
  return allocated.map((share) => ({ unitId: share.schoolId, weight: share.basisPoints }));
}
