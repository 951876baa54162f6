import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLedger } from '#services/ledger.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { audit } from '#tests/support/audit.ts';
import { ServerProcess } from '#tests/support/server.ts';

let t: TestApp;
let server: ServerProcess;
beforeAll(async () => {
  t = await testApp();
  server = await ServerProcess.of(t);
});
afterAll(async () => {
  await server.end('SIGKILL');
  await t[Symbol.asyncDispose]();
});

/** A client that opens schools one after the other and repeats what was not answered, with the same key. */
async function keepOpening(token: string, client: number, answers: Map<string, string>, stop: AbortSignal) {
  for (let i = 0; !stop.aborted; i++) {
    const name = `第${client}区第${i}小学`;
    for (let answered = false; !answered; ) {
      const answer = await fetch(`${server.url}/api/v1/schools`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': `client-${client}-${i}`,
        },
        body: JSON.stringify({ name, kind: 'primary', dinersPerMeal: 100 }),
      })
        .then(async (response) => (response.status === 201 ? await response.json() : undefined))
        .catch(() => undefined);
      answered = answer !== undefined;
      if (answer) answers.set(name, (answer as { recordId: string }).recordId);
      else await delay(20);
    }
  }
}

test('killed three times while four clients write: nothing acknowledged is lost, doubled or without proof', async () => {
  const { districtId, operator } = await t.district();
  const [answers, stop] = [new Map<string, string>(), new AbortController()];
  await server.start();
  const clients = [1, 2, 3, 4].map((client) => keepOpening(operator.token, client, answers, stop.signal));
  for (let kill = 0; kill < 3; kill++) {
    const enough = answers.size + 10 + 5 * kill;
    while (answers.size < enough) await delay(7);
    await server.end('SIGKILL');
    await server.start();
  }
  stop.abort();
  await Promise.all(clients);
  for (
    let tries = 0;
    (await server.metric('leaf_queue_length')) > 0 || (await server.metric('logs_behind')) > 0;
    tries++
  ) {
    expect(tries).toBeLessThan(200);
    await delay(100);
  }
  await server.end('SIGTERM');

  const schools = await t.owner
    .selectFrom('schools')
    .innerJoin('logLeaves', (join) =>
      join
        .onRef('logLeaves.districtId', '=', 'schools.districtId')
        .onRef('logLeaves.recordId', '=', 'schools.recordId'),
    )
    .select(['name', 'schools.recordId'])
    .where('schools.districtId', '=', districtId)
    .execute();
  expect(answers.size).toBeGreaterThan(40);
  expect(new Map(schools.map(({ name, recordId }) => [name, recordId]))).toEqual(answers);
  expect(schools).toHaveLength(answers.size);
  await using ledger = await readLedger(t.config);
  expect((await audit(t, ledger)).findings).toEqual([]);
}, 120_000);
