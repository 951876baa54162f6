import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { audit } from '#tests/support/audit.ts';
import { eventfulDistrict } from '#tests/support/eventful-district.ts';

/** Outside tests time goes on while a verb is carried out. */

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

test('rows and records of one act tell one time, though every look at the clock gives another', async () => {
  const stopped = t.clock.now;
  t.clock.now = () => {
    t.clock.advance(1);
    return stopped();
  };
  await eventfulDistrict(t);
  expect((await audit(t)).findings.map(({ place }) => place.split(' (')[0])).toEqual([]);
});
