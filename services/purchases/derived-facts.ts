import type { Reader, Tx } from '../context.ts';
import type { Tables } from '../db/tables.ts';
import { derivedRows } from '../records/derived-rows.ts';
import { factsOf, type Share } from './algebra.ts';
import { historiesOf, type LineWithHistory } from './histories.ts';

/** The facts of lines, from what happened to them. */
export async function deriveFacts(
  db: Reader | Tx['db'],
  lineIds: readonly string[],
): Promise<Tables['purchaseFacts'][]> {
  return (await historiesOf(db, lineIds)).flatMap(factRows);
}

const factRows = ({ row, history, shares }: LineWithHistory): Tables['purchaseFacts'][] =>
  factsOf(history, sharesOf(row, shares)).map((fact, place) => ({
    districtId: row.districtId,
    lineId: row.id,
    place,
    ...fact,
  }));

function sharesOf(
  { schoolId, forSeveralSchools }: { readonly schoolId: string; readonly forSeveralSchools: boolean },
  allocated: readonly { readonly schoolId: string; readonly basisPoints: number }[],
): readonly Share[] {
  if (!forSeveralSchools) return [{ unitId: schoolId, weight: 1 }];
  if (allocated.length === 0) return [{ unitId: null, weight: 1 }];
  return allocated.map((share) => ({ unitId: share.schoolId, weight: share.basisPoints }));
}

/** All totals are sums of facts, and facts follow from order lines. */
export const purchaseFactRows = derivedRows(
  'purchaseFacts',
  { of: 'orderLines', by: 'lineId', key: 'id' },
  async (db, lines) => {
    const ids = lines.map(({ id }) => id);
    return (await historiesOf(db, ids)).flatMap(factRowsIfAny);
  },
);

/** From amounts that cannot be, nothing follows; that they are not as recorded is found where lines are audited. */
function factRowsIfAny(line: LineWithHistory): Tables['purchaseFacts'][] {
  try {
    return factRows(line);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
