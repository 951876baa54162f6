import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { read } from '#services/context.ts';
import { listFindings } from '#services/findings/list-findings.ts';
import { newId } from '#services/ids.ts';
import { deliveriesOf } from '#services/purchases/line-deliveries.ts';
import { openPersonalValues } from '#services/records/open-personal.ts';
import { mealFindings, sealingTimes } from '#services/samples/required-samples.ts';
import { schoolOf } from '#services/schools/index.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { canteen } from '#tests/support/batches.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

/** More than PostgreSQL takes as parameters of one statement. */
const ids = Array.from({ length: 70_000 }, () => randomUUID());

test('what grows with the data is asked for however much there is of it', async () => {
  const district = await t.district();
  const { schoolId, manager } = await canteen(district);
  await read(manager.ctx, async (db) => {
    const school = await schoolOf(db, schoolId);
    expect(await mealFindings({ db, rules: t.rules }, school, ids, t.clock.now())).toEqual([]);
    expect(await sealingTimes(db, ids)).toEqual(new Map());
    expect(await deliveriesOf(db, ids)).toEqual(new Map());
    expect(await openPersonalValues(db, t.vault, ids)).toEqual(new Map());
  });
});

test('a finding may name more evidence than one statement takes parameters', async () => {
  const district = await t.district();
  const { schoolId, manager } = await canteen(district);
  const raisedAt = t.clock.now();
  await t.owner
    .insertInto('findings')
    .values({
      districtId: district.districtId,
      id: newId(raisedAt),
      ruleId: 'SMP-02',
      severity: 'finding',
      subjectKind: 'school',
      subjectId: schoolId,
      schoolId,
      data: JSON.stringify({ breach: 'missing', evidence: ids }),
      packHash: t.rules.hash,
      raisedAt,
      judgedRecordId: schoolId,
      recordId: schoolId,
    })
    .execute();
  const { findings } = await listFindings(manager.ctx, { ruleId: 'SMP-02' });
  expect(findings).toMatchObject([{ evidence: ids, lots: [] }]);
});
