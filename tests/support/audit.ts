import type { RawBuilder } from 'kysely';
import { auditAll, Report } from '#services/audit/index.ts';
import { transact } from '#services/context.ts';
import { openAuditedLedger } from '#services/ledger.ts';
import { allDerivedRows, allRecordedRows } from '#services/recorded-rows.ts';
import { appendRecord } from '#services/records/append.ts';
import { type TestApp, testApp } from './app.ts';
import { anchor, appendSome, sequence } from './log.ts';
import { tampered } from './tamper.ts';

/** What the audit rests on, apart from the business tables. */
export const evidenceTables = [
  'records',
  'personalValues',
  'leafQueue',
  'logLeaves',
  'logTiles',
  'checkpoints',
  'anchorings',
] as const;

/** A product with a log worth auditing, and the ledger that holds its checkpoints. */
export async function auditedApp() {
  const t = await testApp();
  const other = await t.district();
  await appendSome(other.operator.ctx, 2);
  const known = await history(t);
  return {
    ...t,
    known,
    audit: () => audit(t),
    /**
     * What the audit finds while a superuser's change of some tables stands: `code place`, and the record where it is
     * a known one.
     */
    foundAfter: async (tables: readonly string[], change: RawBuilder<unknown>): Promise<string[]> => {
      const { findings } = await tampered(t.owner, tables, change, () => audit(t));
      const nameOf = (id: string | undefined) => Object.entries(known).find(([, value]) => value === id)?.[0];
      return findings
        .map(({ code, place, record }) =>
          [code, place.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => nameOf(id) ?? 'id'), nameOf(record)]
            .filter((part) => part !== undefined)
            .join(' '),
        )
        .sort();
    },
  };
}

export type AuditedApp = Awaited<ReturnType<typeof auditedApp>>;

/** What `npm run audit` does, with the means at hand, beside the product that has the ledger open. */
export async function audit(t: TestApp, divisionCode?: string): Promise<Report> {
  const report = new Report();
  await t.ledger.open();
  await using ledger = await openAuditedLedger(t.config);
  const trust = t.logKeys.trust();
  const means = { trust, vault: t.vault, ledger, recordedRows: allRecordedRows, derivedRows: allDerivedRows };
  await auditAll(t.owner, means, report, divisionCode);
  return report;
}

/**
 * A district with checkpoints of 1, 262, 263 and 266 entries, of which the second and the last are anchored; with a
 * correction, personal values, and one record that waits.
 */
async function history(t: TestApp) {
  const district = await t.district();
  const { ctx } = district.operator;
  const school = await district.school();
  await sequence(t);
  await district.person('inspector');
  await appendSome(ctx, 260);
  await sequence(t);
  await anchor(t);
  const { digest } = await t.owner
    .selectFrom('records')
    .select('digest')
    .where('id', '=', school.recordId)
    .executeTakeFirstOrThrow();
  const correction = await transact(ctx, (tx) =>
    appendRecord(tx, {
      type: 'school-opened',
      subject: school.id,
      occurredAt: t.clock.now(),
      replaces: { id: school.recordId, digest, reason: '名称有误' },
      body: {
        ...{ name: '临江小学', kind: 'primary', canteenMode: 'self-run', canteenStatus832: 'own' },
        ...{ dinersPerMeal: 620, sampleMinimumGrams: 125 },
      },
    }),
  );
  await sequence(t);
  await appendSome(ctx, 3);
  await sequence(t);
  await anchor(t);
  const [waiting] = await appendSome(ctx, 1);
  return {
    ...{ operator: district.operator, districtId: district.districtId, schoolId: school.id },
    ...{ opened: school.recordId, correction, waiting: waiting as string },
  };
}
