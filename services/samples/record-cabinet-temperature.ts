import type { Finding } from '#schemas/finding.ts';
import { NewReading } from '#schemas/sample.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { newId } from '../ids.ts';
import { happenedAt } from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { storeFindings } from '../records/findings.ts';
import { schoolOf } from '../schools/index.ts';
import { ownCabinet } from './own-cabinet.ts';
import { warmSamples } from './warm-samples.ts';

/**
 * Records how warm a sample cabinet is. When it has been outside 0-8 °C for longer than is tolerated, every sample that
 * was inside meanwhile is found (SMP-04).
 *
 * @throws DomainError `not-found`
 */
export async function recordCabinetTemperature(
  ctx: Context,
  input: NewReading,
): Promise<{ id: string; recordId: string; findings: Finding[] }> {
  const schoolId = ownSchool(authorise(ctx, 'sample.write'));
  const { cabinetId, temperatureMilliC, measuredAt: given } = NewReading.parse(input);
  return await transact(ctx, async (tx) => {
    const school = await schoolOf(tx.db, schoolId);
    const cabinet = await ownCabinet(tx, schoolId, cabinetId);
    const measuredAt = happenedAt(tx, given, '/measuredAt');
    const recordId = await appendRecord(tx, {
      type: 'cabinet-measured',
      subject: cabinetId,
      school: schoolId,
      occurredAt: measuredAt,
      body: { schoolName: school.name, cabinet: cabinet.name, temperatureMilliC },
    });
    const id = newId(tx.clock.now());
    const row = { id, schoolId, cabinetId, temperatureMilliC, measuredAt, recordId };
    await tx.db
      .insertInto('cabinetReadings')
      .values({ districtId: tx.districtId, ...row })
      .execute();
    const findings = await warmSamples(tx, school, cabinetId, measuredAt);
    await storeFindings(
      tx,
      findings.map((finding) => ({
        subject: { kind: 'sample', id: finding.evidence[0] as string, schoolId, recordId },
        findings: [finding],
      })),
    );
    return { id, recordId, findings };
  });
}
