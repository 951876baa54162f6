import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { allWithin, within } from '#tests/bench/within.ts';

const collect = async <T>(results: AsyncGenerator<T>, found: T[] = []): Promise<T[]> => {
  for await (const result of results) found.push(result);
  return found;
};

test('what ends in time is handed on', async () => {
  async function* results() {
    yield 1;
    await sleep(1);
    yield 2;
  }
  expect(await collect(allWithin(60, results()))).toEqual([1, 2]);
});

test('what takes too long is given up, with all that it had found before', async () => {
  async function* results() {
    yield 1;
    await new Promise(() => {});
  }
  const found: number[] = [];
  await expect(collect(allWithin(0.05, results()), found)).rejects.toThrow('took longer');
  expect(found).toEqual([1]);
});

test('a failure stays a failure', async () => {
  await expect(within(60, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});
