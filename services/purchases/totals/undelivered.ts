import { startOfDay } from '#schemas/time.ts';
import type { Context, Reader } from '../../context.ts';
import { p832_08OrderDelivered } from '../../rules/index.ts';
import { deliveriesOf } from '../line-deliveries.ts';
import type { Exception } from './exception.ts';
import { cutOff, type FactScope } from './fact-scope.ts';
import { daysOf } from './unit-sums.ts';

/**
 * P832-08: goods that the platform has as accepted and that no delivery brought, one finding a unit and breach with its
 * lines as evidence. What was accepted before a unit's deliveries were known here is not asked for: nobody recorded
 * what arrived then.
 */
export async function undelivered(
  ctx: Context,
  db: Reader,
  scope: FactScope,
  where: { jurisdiction: string; on: string },
): Promise<Exception[]> {
  const lines = await acceptedLines(db, scope);
  const deliveries = await deliveriesOf(
    db,
    lines.map(({ id }) => id),
  );
  return [...Map.groupBy(lines, ({ schoolId }) => schoolId)].flatMap(([id, own]) => {
    const findings = ctx.rules.evaluate(p832_08OrderDelivered, where, {
      lines: own.map(({ id, channel, acceptedFen, acceptedGrams }) => ({
        lineId: id,
        channel,
        acceptedFen: acceptedFen ?? 0,
        acceptedGrams: acceptedGrams ?? 0,
        deliveries: deliveries.get(id) ?? [],
      })),
    });
    return [...Map.groupBy(findings, ({ breach }) => breach).values()].map((alike): Exception => {
      const [first] = alike as [Exception['finding']];
      const sum = (key: string) => alike.reduce((total, { data }) => total + Number(data[key]), 0);
      const evidence = alike.flatMap((finding) => finding.evidence);
      const data = {
        lines: alike.length,
        acceptedFen: sum('acceptedFen'),
        acceptedGrams: sum('acceptedGrams'),
        arrivedGrams: sum('arrivedGrams'),
      };
      const named = new Set(evidence);
      const unit = { id, name: own[0]?.unit ?? '' };
      return { unit, finding: { ...first, evidence, data }, lines: own.filter((line) => named.has(line.id)) };
    });
  });
}

async function acceptedLines(db: Reader, scope: FactScope) {
  const { from, to } = daysOf(scope);
  const { filingUnit } = scope.query;
  const lines = await db
    .selectFrom('orderLines as l')
    .innerJoin('schools as s', (join) =>
      join.onRef('s.districtId', '=', 'l.districtId').onRef('s.id', '=', 'l.schoolId'),
    )
    .select(['l.id', 'l.schoolId', 'l.channel', 'l.acceptedAt', 'l.acceptedFen', 'l.acceptedGrams'])
    .select(['l.orderNo', 'l.lineNo', 's.name as unit'])
    .where('acceptedAt', '>=', startOfDay(from))
    .where('acceptedAt', '<', cutOff(to))
    .$if(filingUnit !== undefined, (few) => few.where('l.schoolId', '=', filingUnit as string))
    .orderBy('l.orderNo')
    .orderBy('l.lineNo')
    .execute();
  return lines.filter(({ schoolId, acceptedAt }) => {
    const since = scope.ledgerSince.get(schoolId);
    return since !== undefined && (acceptedAt as string) >= since;
  });
}
