import { sql } from 'kysely';
import type { Dimension, FactSums } from '#schemas/purchase-totals.ts';
import type { Reader } from '../../context.ts';
import { snakeCase } from '../../db/snake-case.ts';
import { besideReasons, cuts } from './dimensions.ts';
import { allFactsIn, contribution, type FactScope, factsIn, standingOfFact } from './fact-scope.ts';
import { factFigureNames, factFigures } from './figures.ts';

export interface FactGroup {
  readonly key: string;
  readonly label: string;
  readonly sums: FactSums;
}

type SumRow = FactSums & { readonly key: string; readonly label: string };

/** Sums per group of a dimension, in order of key. Sums of bigint are numeric, so each is cast back: fen stay exact. */
export async function sumFacts(db: Reader, scope: FactScope, by: Dimension): Promise<FactGroup[]> {
  const { key, label } = cuts[by];
  const groups = sql<SumRow>`(
    select ${key} as key, min(${label}) as label, ${allSums}
    ${factsIn(scope)}
    group by 1)`;
  const rows = await db.selectFrom(groups.as('g')).selectAll().orderBy('key').execute();
  return rows.map(({ key: groupKey, label: groupLabel, ...sums }) => ({
    key: groupKey,
    label: groupLabel,
    sums,
  }));
}

const allSums = sql.join([
  ...factFigureNames.map(
    (name) =>
      sql`coalesce(sum(${contribution(factFigures[name])}), 0)::bigint as ${sql.ref(snakeCase(name))}`,
  ),
  sql`count(distinct f.line_id) as lines`,
]);

/** What the whole scope comes to, and what stands beside it, by reason: one pass over the facts. */
export async function sumByStanding(db: Reader, scope: FactScope) {
  const standings = sql<FactSums & { standing: string }>`(
    select ${standingOfFact} as standing, ${allSums}
    ${allFactsIn(scope)}
    group by 1)`;
  const rows = await db.selectFrom(standings.as('s')).selectAll().execute();
  const found = new Map(rows.map(({ standing, ...sums }) => [standing, sums]));
  return {
    sums: found.get('inside') ?? noSums,
    beside: besideReasons.flatMap((reason) => {
      const sums = found.get(reason);
      return sums === undefined || sums.lines === 0 ? [] : [{ reason, sums }];
    }),
  };
}

/** What no facts come to. */
export const noSums: FactSums = {
  ordered: 0,
  accepted: 0,
  paid: 0,
  settled: 0,
  counted: 0,
  official: 0,
  canteen: 0,
  notAccepted: 0,
  notPaid: 0,
  notCounted: 0,
  acceptedGrams: 0,
  lines: 0,
};
