import type { BesideReason, ScopeQuery, TotalsBasis } from '#schemas/purchase-totals.ts';
import { civilDateOf } from '#schemas/time.ts';
import { firstDeliveries } from '../../batches/index.ts';
import type { AccountActor, Context, Reader } from '../../context.ts';
import { divisionCodeOf } from '../units.ts';
import { yearRules } from '../year-rules.ts';
import type { FactScope } from './fact-scope.ts';
import { periodOf } from './period.ts';

/** What a query is about, for this account: a school sees itself as a unit, or all that falls under its filing. */
export async function scopeOf(
  ctx: Context,
  db: Reader,
  { actor, query, beside }: { actor: AccountActor; query: ScopeQuery; beside?: BesideReason | undefined },
): Promise<FactScope> {
  const today = civilDateOf(ctx.clock.now());
  const period = periodOf(query, today);
  const jurisdiction = await divisionCodeOf(db, actor.districtId);
  const rules = new Map(period.years.map((year) => [year, yearRules(ctx.rules, jurisdiction, year)]));
  return {
    query: ownPart(query, actor),
    period,
    asOf: query.asOf ?? today,
    rules,
    ledgerSince: await firstDeliveries(db),
    ...(beside === undefined ? {} : { beside }),
  };
}

function ownPart(query: ScopeQuery, { schoolId }: AccountActor): ScopeQuery {
  if (schoolId === null) return query;
  return query.unit === schoolId ? query : { ...query, filingUnit: schoolId };
}

/** What the result was computed with. */
export function basisOf(ctx: Context, { query, period, asOf, rules }: FactScope): TotalsBasis {
  return {
    from: period.from,
    to: period.to,
    view: query.view,
    asOf,
    rulesHash: ctx.rules.hash,
    referenceHash: ctx.reference.hash,
    countiesHash: ctx.reference.files['counties-832.csv'] as string,
    rules: [...rules].map(([year, { rules: versions, ...parameters }]) => ({
      year,
      ...parameters,
      channelsThatCount: [...parameters.channelsThatCount],
      citations: versions.map(({ id, citation, verified }) => ({ ruleId: id, citation, verified })),
    })),
  };
}
