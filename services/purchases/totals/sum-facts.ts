import { sql } from 'kysely';
import type { BesideReason, Dimension, FactSums } from '#schemas/purchase-totals.ts';
import type { Reader } from '../../context.ts';
import { cuts } from './dimensions.ts';
import { contribution, type FactScope, factsIn } from './fact-scope.ts';
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

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What the whole scope comes to. */
export async function sumAll(db: Reader, scope: FactScope): Promise<FactSums> {
  const sums = sql<FactSums>`(select ${allSums} ${factsIn(scope)})`;
  return await db.selectFrom(sums.as('s')).selectAll().executeTakeFirstOrThrow();
}

const reasons: readonly BesideReason[] = [
  'other-platform',
  'county-not-listed',
  'county-undecided',
  'goods-not-eligible',
  'unallocated',
];

/** What stands beside the totals, by reason: other help, and lines that cannot be attributed yet. */
export async function sumBeside(db: Reader, scope: FactScope) {
  const found = [];
  for (const reason of reasons) {
    const sums = await sumAll(db, { ...scope, beside: reason });
    if (sums.lines > 0) found.push({ reason, sums });
  }
  return found;
}
