import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listFindings } from '#services/findings/list-findings.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { audit } from '#tests/support/audit.ts';
import { canteen, pork, receivedDelivery } from '#tests/support/batches.ts';
import { recordOf } from '#tests/support/records.ts';
import { tampered } from '#tests/support/tamper.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

/** What the audit says after a superuser changed the findings. */
async function told(change: RawBuilder<unknown>) {
  const { findings } = await tampered(t.owner, ['findings'], change, () => audit(t));
  return findings.map(({ code, record }) => [code, record]);
}

test('a finding has a record of its own, so that the audit names one that was deleted, changed or made up', async () => {
  const district = await t.district();
  const at = await canteen(district);
  const { lots } = await receivedDelivery(at, { lines: [pork({ surfaceTemperatureMilliC: 9200 })] });
  const inspector = await district.person('inspector');
  const { findings } = await listFindings(inspector.ctx, { ruleId: 'RCV-06' });
  const [warm] = findings as [(typeof findings)[number]];
  expect(await recordOf(t, warm.recordId)).toMatchObject({
    type: 'finding-raised',
    subject: warm.id,
    rule: 'RCV-06',
    breach: 'above-limit',
    about: { kind: 'lot', id: lots[0]?.lotId },
    judges: warm.judgedRecordId,
    data: { temperatureMilliC: 9200 },
  });
  expect(await recordOf(t, warm.judgedRecordId)).toMatchObject({ type: 'lot-received' });

  expect((await audit(t)).findings).toEqual([]);
  const deleted = await told(sql`delete from findings where id = ${warm.id}`);
  expect(deleted).toContainEqual(['row-missing', warm.recordId]);
  const cooled = { temperatureMilliC: 3000 };
  expect(
    await told(sql`update findings set data = data || ${JSON.stringify(cooled)} where id = ${warm.id}`),
  ).toEqual([['row-differs', warm.recordId]]);
  const madeUp = await told(sql`
    insert into findings select (jsonb_populate_record(finding, ${JSON.stringify({ id: lots[0]?.lotId })})).*
    from findings finding where id = ${warm.id}`);
  expect(madeUp.length).toBeGreaterThan(0);
});
