import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { districtOf } from '#services/context.ts';
import { forEachDistrict, startJobs } from '#services/jobs/index.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

/** Far from any test: the last day of February that is a leap day, at night. */
const hardlyEver = '0 3 29 2 *';

test('a district where the work fails does not keep it from the others', async () => {
  const [broken, sound] = [await t.district(), await t.district()];
  const done: string[] = [];
  await forEachDistrict(t, 'test-job', async ({ actor }) => {
    if (districtOf(actor) === broken.districtId) throw new Error('broken');
    done.push(districtOf(actor));
  });
  expect(done).toEqual([sound.districtId]);
});

test('of many runs at once, each district is worked on by one at a time', async () => {
  await t.district();
  const working = new Set<string>();
  let overlaps = 0;
  const work = () =>
    forEachDistrict(t, 'slow-job', async ({ actor }) => {
      const id = districtOf(actor);
      if (working.has(id)) overlaps += 1;
      working.add(id);
      await delay(30);
      working.delete(id);
    });
  await Promise.all([work(), work(), work(), work()]);
  expect(overlaps).toBe(0);
});

test('jobs run once at start; disposal waits for runs under way, and a failed run ends nothing else', async () => {
  const done: string[] = [];
  const slow = {
    name: 'slow',
    schedule: hardlyEver,
    run: async () => {
      await delay(100);
      done.push('slow');
    },
  };
  const failing = { name: 'failing', schedule: hardlyEver, run: () => Promise.reject(new Error('broken')) };
  const jobs = startJobs(t, [failing, slow]);
  await jobs[Symbol.asyncDispose]();
  expect(done).toEqual(['slow']);
});

test('the alarm rings until the jobs are disposed of', async () => {
  let runs = 0;
  const run = async () => {
    runs += 1;
  };
  const everySecond = { name: 'often', schedule: '* * * * * *', run };
  const jobs = startJobs(t, [everySecond]);
  await expect.poll(() => runs, { timeout: 30_000 }).toBeGreaterThan(1);
  await jobs[Symbol.asyncDispose]();
  const before = runs;
  await delay(1_200);
  expect(runs).toBe(before);
});
