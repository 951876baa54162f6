import type { Reader, Tx } from '../context.ts';
import { walk } from './walk.ts';

/** The ids of the open holds on these lots and on everything that they were made of, as far back as the trace goes. */
export async function openHoldsBehind(db: Reader | Tx['db'], numbers: readonly number[]): Promise<string[]> {
  const reader = db as Reader;
  const behind = new Set<number>();
  for (const number of numbers) {
    for (const origin of (await walk(reader, number, 'back')).numbers) behind.add(origin);
  }
  if (behind.size === 0) return [];
  const holds = await reader
    .selectFrom('holds')
    .innerJoin('lots', 'lots.id', 'holds.lotId')
    .select('holds.id')
    .where('lots.number', 'in', [...behind])
    .where('liftedAt', 'is', null)
    .orderBy('heldAt')
    .execute();
  return holds.map(({ id }) => id);
}
