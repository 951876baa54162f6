import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lease, LeaseLost, requireLease, withLease } from '#services/jobs/index.ts';
import { type TestDatabase, testDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const basis = () => ({ db: database.db, log: pino({ level: 'silent' }) });
const request = (name: string, ms = 60_000) => ({ name, holder: 'a test', ms });
const fenced = (lease: Lease) =>
  database.db.transaction().execute(async (db) => {
    await requireLease({ db }, lease);
  });

test('one of many who want a lease at once gets it', async () => {
  let [holders, refused] = [0, 0];
  const allOthersAsked = Promise.withResolvers<void>();
  const turns = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const turn = await withLease(basis(), request('one'), async () => {
        holders += 1;
        expect(holders).toBe(1);
        await allOthersAsked.promise;
        return 'done';
      });
      if (!turn.held) refused += 1;
      if (refused === 7) allOthersAsked.resolve();
      return turn;
    }),
  );
  expect(turns.filter(({ held }) => held)).toEqual([{ held: true, result: 'done' }]);
});

test('a finished holder, and one whose work failed, leave the lease to the next with a higher epoch', async () => {
  const epochs: number[] = [];
  const turn = () => withLease(basis(), request('next'), async ({ epoch }) => void epochs.push(epoch));
  await turn();
  await expect(
    withLease(basis(), request('next'), () => Promise.reject(new Error('broken'))),
  ).rejects.toThrow('broken');
  await turn();
  expect(epochs).toEqual([1, 3]);
});

test('a living holder keeps its lease beyond the first term', async () => {
  await withLease(basis(), request('long', 3000), async (lease) => {
    const firstTerm = await endOf('long');
    await expect.poll(async () => (await endOf('long'))! > firstTerm!, { timeout: 30_000 }).toBe(true);
    expect(await withLease(basis(), request('long'), async () => 'mine')).toEqual({ held: false });
    await fenced(lease);
  });
});

test('what an overtaken holder wants to write is refused', async () => {
  await withLease(basis(), request('overtaken'), async (lease) => {
    await expire('overtaken');
    const successor = await withLease(basis(), request('overtaken'), ({ epoch }) => Promise.resolve(epoch));
    expect(successor).toEqual({ held: true, result: lease.epoch + 1 });
    await expect(fenced(lease)).rejects.toThrow(LeaseLost);
  });
});

test('an overtaken holder ends its own turn, not its successor’s', async () => {
  const overtaken = Promise.withResolvers<void>();
  const first = withLease(basis(), request('two'), () => overtaken.promise);
  await expect.poll(() => endOf('two'), { timeout: 30_000 }).toBeDefined();
  await expire('two');
  const successor = await withLease(basis(), request('two'), async () => {
    overtaken.resolve();
    await first;
    return await withLease(basis(), request('two'), async () => 'mine');
  });
  expect(successor).toEqual({ held: true, result: { held: false } });
});

test('nobody takes over between the fence and the commit behind it', async () => {
  const order: string[] = [];
  await withLease(basis(), request('fence'), async (lease) => {
    await expire('fence');
    let successor: Promise<unknown> | undefined;
    await database.db.transaction().execute(async (db) => {
      await requireLease({ db }, lease);
      successor = withLease(basis(), request('fence'), async () => void order.push('successor'));
      await delay(150);
      order.push('commit');
    });
    await successor;
  });
  expect(order).toEqual(['commit', 'successor']);
});

const endOf = async (name: string): Promise<string | undefined> => {
  const leases = database.owner.selectFrom('leases').select('expiresAt').where('name', '=', name);
  return (await leases.executeTakeFirst())?.expiresAt;
};

const expire = (name: string) =>
  database.owner
    .updateTable('leases')
    .set({ expiresAt: '2000-01-01T00:00:00.000Z' })
    .where('name', '=', name)
    .execute();
