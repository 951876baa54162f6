import type { Finding } from '#schemas/finding.ts';
import { addMilliseconds } from '#schemas/time.ts';
import type { Tx } from '../context.ts';
import { smp04CabinetTemperature } from '../rules/index.ts';
import type { SchoolFacts } from '../schools/index.ts';
import { scopeAt } from './rule-scope.ts';

/** Readings further apart from the new one than this cannot belong to the same excursion that still matters. */
const windowMs = 14 * 86_400_000;

/** SMP-04 around a new reading: samples that were inside while the cabinet was too warm or frozen, each found once. */
export async function warmSamples(
  tx: Tx,
  school: SchoolFacts,
  cabinetId: string,
  measuredAt: string,
): Promise<Finding[]> {
  const from = addMilliseconds(measuredAt, -windowMs);
  const readings = await tx.db
    .selectFrom('cabinetReadings')
    .select(['id', 'measuredAt as at', 'temperatureMilliC'])
    .where('cabinetId', '=', cabinetId)
    .where('measuredAt', '>=', from)
    .orderBy('measuredAt')
    .execute();
  const samples = await tx.db
    .selectFrom('samples')
    .select(['id', 'sealedAt', 'discardedAt'])
    .where('cabinetId', '=', cabinetId)
    .where(({ or, eb }) => or([eb('discardedAt', 'is', null), eb('discardedAt', '>=', from)]))
    .orderBy('sealedAt')
    .execute();
  const found = tx.rules.evaluate(smp04CabinetTemperature, scopeAt(school, measuredAt), {
    cabinetId,
    readings,
    samples: samples.map(({ id, sealedAt, discardedAt }) => ({
      sampleId: id,
      fromAt: sealedAt,
      ...(discardedAt === null ? {} : { toAt: discardedAt }),
    })),
  });
  return await notYetFound(tx, found);
}

/** One finding a sample and excursion, however many readings the excursion has. */
async function notYetFound(tx: Tx, found: readonly Finding[]): Promise<Finding[]> {
  const sampleIds = found.map(({ evidence }) => evidence[0] as string);
  if (sampleIds.length === 0) return [];
  const known = await tx.db
    .selectFrom('findings')
    .select(['subjectId', 'data'])
    .where('ruleId', '=', 'SMP-04')
    .where('subjectId', 'in', sampleIds)
    .execute();
  const key = (sampleId: unknown, fromAt: unknown) => `${sampleId} ${fromAt}`;
  const seen = new Set(
    known.map(({ subjectId, data }) => key(subjectId, (data as { fromAt?: unknown }).fromAt)),
  );
  return found.filter(({ evidence, data }) => !seen.has(key(evidence[0], data.fromAt)));
}
