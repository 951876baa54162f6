import { z } from 'zod';
import { divisionCode, list } from './table.ts';

/** One change of a division; a code may have two (renamed, then abolished), so the key is (code, from_year). */
export const DivisionChangeRow = z.object({
  code: divisionCode,
  name: z.string().min(1),
  level: z.enum(['2', '3']).transform(Number),
  from_year: z.string().transform(Number),
  to_year: z.string().transform(Number),
  kind: z.enum(['abolished', 'renamed']),
  successor_codes: list,
});
export type DivisionChangeRow = z.output<typeof DivisionChangeRow>;

/** What is left of a code that is no longer in force: its last name and the codes that follow it. */
export interface RetiredDivision {
  readonly name: string;
  readonly successorCodes: readonly string[];
}

/** Gathers all changes of each code; its name is the last one it bore. */
export function collectRetired(changes: readonly DivisionChangeRow[]): Map<string, RetiredDivision> {
  const retired = new Map<string, RetiredDivision>();
  for (const change of changes.toSorted((a, b) => a.to_year - b.to_year)) {
    const earlier = retired.get(change.code)?.successorCodes ?? [];
    retired.set(change.code, {
      name: change.name,
      successorCodes: [...new Set([...earlier, ...change.successor_codes])],
    });
  }
  return retired;
}

/**
 * Follows a code through its successors to all live ones (a split gives several), in code order, and lists the
 * retired codes passed.
 * Most renames name the code itself as successor, so no code is visited twice.
 */
export function followSuccessors(
  code: string,
  isLive: (code: string) => boolean,
  retired: ReadonlyMap<string, RetiredDivision>,
): { live: string[]; via: string[] } {
  const seen = new Set<string>();
  const live: string[] = [];
  const via: string[] = [];
  const queue = [code];
  for (const next of queue) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (isLive(next)) {
      live.push(next);
      continue;
    }
    if (next !== code) via.push(next);
    queue.push(...(retired.get(next)?.successorCodes ?? []));
  }
  return { live: live.toSorted(), via };
}
