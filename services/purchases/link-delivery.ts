import type { FieldError } from '#schemas/problem.ts';
import type { Tx } from '../context.ts';
import type { LineStatement } from './order-line-row.ts';

/** The delivery lots that lines name must be deliveries of the same school (P832-08). By place of the line. */
export async function deliveryFaults(
  tx: Tx,
  lines: readonly Pick<LineStatement, 'schoolId' | 'accepted' | 'forSeveralSchools'>[],
): Promise<Map<number, FieldError[]>> {
  const named = lines.flatMap(({ accepted }) => accepted?.deliveryLotId ?? []);
  const faults = new Map<number, FieldError[]>();
  if (named.length === 0) return faults;
  const lots = await tx.db
    .selectFrom('lots')
    .select(['id', 'schoolId'])
    .where('id', 'in', [...new Set(named)])
    .where('kind', '=', 'delivery')
    .execute();
  const schools = new Map(lots.map(({ id, schoolId }) => [id, schoolId]));
  lines.forEach(({ accepted, schoolId, forSeveralSchools }, place) => {
    const lotId = accepted?.deliveryLotId;
    if (lotId === undefined) return;
    const found = schools.get(lotId);
    if (found === undefined || (found !== schoolId && !forSeveralSchools)) {
      faults.set(place, [{ pointer: '/accepted/deliveryLotId', detail: 'not-a-delivery-of-this-school' }]);
    }
  });
  return faults;
}
