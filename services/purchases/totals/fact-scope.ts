import { type RawBuilder, sql } from 'kysely';
import type { BesideReason, ScopeQuery } from '#schemas/purchase-totals.ts';
import { addDays, startOfDay } from '#schemas/time.ts';
import type { YearRules } from '../year-rules.ts';
import { cuts, filterNames } from './dimensions.ts';
import { canteenChannels, type FactFigure } from './figures.ts';
import type { Period } from './period.ts';

/** What totals and rows are about. Both are read from `factsIn`, so that rows sum to their total. */
export interface FactScope {
  readonly query: ScopeQuery;
  readonly period: Period;
  /** Last day that is looked at. */
  readonly asOf: string;
  readonly rules: ReadonlyMap<number, YearRules>;
  /** Since when each unit's food is known here, by unit; units whose deliveries are not are left out. */
  readonly ledgerSince: ReadonlyMap<string, string>;
  /** Lines inside the totals, or beside them for this reason. */
  readonly beside?: BesideReason;
}

/** The first instant that is no longer looked at. */
export const cutOff = (asOf: string): string => startOfDay(addDays(asOf, 1));

/**
 * Facts (f) with line (l), unit (u), filing unit (v), the rules of their year (r) and the first delivery of their unit (k):
 * everything after `select`.
 * Whose filing a unit falls under is that of the fact's own year, as filed by the cut-off.
 */
export function factsIn(scope: FactScope): RawBuilder<unknown> {
  return sql`${allFactsIn(scope)} and ${standing(scope.beside)}`;
}

/** The same, of lines inside the totals and beside them. */
export function allFactsIn({ query, period, asOf, rules, ledgerSince }: FactScope): RawBuilder<unknown> {
  const day = sql.ref(query.view === 'booked' ? 'booked_on' : 'restated_on');
  const until = cutOff(asOf);
  const filters = filterNames.flatMap((name) =>
    query[name] === undefined ? [] : [sql`and ${cuts[name].key} = ${query[name]}`],
  );
  return sql`
    from (
      select *, ${day} as period, extract(year from ${day})::integer as year from purchase_facts
      where ${day} between ${period.from} and ${period.to} and at < ${until}
    ) f
    join (values ${sql.join([...rules].map(ruleRow))}) r(year, counting, channels) on r.year = f.year
    join order_lines l on l.district_id = f.district_id and l.id = f.line_id
    left join unnest(${[...ledgerSince.keys()]}::uuid[], ${[...ledgerSince.values()]}::timestamptz[]) k(unit_id, since)
      on k.unit_id = f.unit_id
    left join schools u on u.district_id = f.district_id and u.id = f.unit_id
    left join reserve_filings p on p.district_id = f.district_id and p.school_id = f.unit_id and p.year = f.year
      and p.filed_at < ${until} and (p.replaced_at is null or p.replaced_at >= ${until})
    left join schools v on v.district_id = f.district_id and v.id = case
      when coalesce(p.canteen_status, u.canteen_status832) = 'shared'
      then coalesce(p.represented_by_id, u.represented_by_id) else u.id end
    where true ${sql.join(filters, sql` `)}`;
}

const ruleRow = ([year, { evaluationRequired, channelsThatCount }]: [number, YearRules]) =>
  sql`(${year}::integer, ${evaluationRequired ? 'counted' : 'settled'}, ${[...channelsThatCount]}::text[])`;

/** Whether a fact counts, or why it does not: `inside` or a `BesideReason`. */
export const standingOfFact = sql<string>`
  (case when l.eligibility <> 'eligible' then l.eligibility when f.unit_id is null then 'unallocated' else 'inside' end)`;

function standing(beside: BesideReason | undefined): RawBuilder<unknown> {
  if (beside === undefined) return sql`l.eligibility = 'eligible' and f.unit_id is not null`;
  if (beside === 'unallocated') return sql`l.eligibility = 'eligible' and f.unit_id is null`;
  return sql`l.eligibility = ${beside}`;
}

/** What one fact adds to a figure, in fen or grams; 0 for facts that do not concern it. */
export function contribution({ plus, minus, channels, sinceLedger, unit }: FactFigure): RawBuilder<number> {
  const is = (measure: FactFigure['plus']) =>
    measure === 'counting' ? sql`f.measure = r.counting` : sql`f.measure = ${measure}`;
  const sign = (measure: FactFigure['plus'] | undefined) =>
    measure === undefined ? sql`0` : sql`(case when ${is(measure)} then 1 else 0 end)`;
  const through =
    channels === undefined
      ? sql`true`
      : channels === 'canteen'
        ? sql`l.channel = any(${[...canteenChannels]}::text[])`
        : sql`l.channel = any(r.channels)`;
  const known = sinceLedger ? sql`l.accepted_at >= k.since` : sql`true`;
  return sql`(case when ${through} and ${known} then f.${sql.ref(unit)} * (${sign(plus)} - ${sign(minus)}) else 0 end)`;
}
