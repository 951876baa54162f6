import { PlacesErasure } from '#schemas/erasure.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { appendRecords, type Draft } from '../records/append.ts';
import { eraseValues, recordToErase } from '../records/erase-personal-values.ts';

/**
 * Erases personal values of several records at once: all of them, or none. Each record that loses some gets one that
 * tells that and why.
 *
 * PIPL article 47 gives the right to deletion; backups must expire by their own schedule.
 * @throws DomainError `not-found` if a record, or one of the values, is not there (any more); `forbidden`
 */
export async function erasePlaces(
  ctx: Context,
  input: PlacesErasure,
): Promise<{ records: number; erased: number }> {
  authorise(ctx, 'personal.erase');
  const { places, reason, authority } = PlacesErasure.parse(input);
  return await transact(ctx, async (tx) => {
    const erasures: Draft[] = [];
    let erased = 0;
    for (const [recordId, of] of Map.groupBy(places, (place) => place.recordId)) {
      const paths = new Set(of.map(({ path }) => path));
      const values = { ...(await recordToErase(tx, recordId)), paths };
      erasures.push(await eraseValues(tx, values, { reason, authority }));
      erased += paths.size;
    }
    await appendRecords(tx, erasures);
    return { records: erasures.length, erased };
  });
}
