import type { LotKind } from '#schemas/lot.ts';
import type { TraceCounts } from '#schemas/trace.ts';
import type { ReachedLot } from './reached-lots.ts';

/** What the counts need beside the lots themselves. */
export interface CountBasis {
  readonly schoolNames: ReadonlyMap<string, string>;
  /** Of each meal, by its lot. */
  readonly diners: ReadonlyMap<string, number>;
  /** Lots of samples that have not been discarded. */
  readonly kept: ReadonlySet<string>;
}

/** Counts per kind and per school over everything that was reached. */
export function countLots(
  lots: readonly ReachedLot[],
  { schoolNames, diners, kept }: CountBasis,
): TraceCounts {
  const atSchools = lots.filter(({ schoolId }) => schoolId !== null);
  const schools = Map.groupBy(atSchools, ({ schoolId }) => schoolId as string);
  const suppliers = new Set(lots.flatMap(({ supplierId }) => (supplierId === null ? [] : [supplierId])));
  const fed = (of: readonly ReachedLot[]) => of.reduce((sum, { id }) => sum + (diners.get(id) ?? 0), 0);
  const keptOf = (of: readonly ReachedLot[]) => of.filter(({ id }) => kept.has(id)).length;
  return {
    lots: byKind(lots),
    schools: schools.size,
    suppliers: suppliers.size,
    meals: diners.size,
    diners: fed(lots),
    samplesKept: kept.size,
    bySchool: [...schools]
      .map(([id, of]) => ({
        id,
        name: schoolNames.get(id) ?? id,
        lots: byKind(of),
        diners: fed(of),
        samplesKept: keptOf(of),
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN')),
  };
}

function byKind(lots: readonly ReachedLot[]): Partial<Record<LotKind, number>> {
  const kinds = Map.groupBy(lots, ({ kind }) => kind);
  return Object.fromEntries([...kinds].map(([kind, of]) => [kind, of.length]));
}
