import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { read } from '#services/context.ts';
import { newId } from '#services/ids.ts';
import { type Direction, walk } from '#services/trace/walk.ts';
import { type Person, type TestApp, testApp } from '#tests/support/app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

interface Link {
  readonly parent: number;
  readonly child: number;
  readonly minute: number;
}

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2) + minute * 60_000).toISOString();

async function store(inspector: Person, links: readonly Link[]) {
  const { actor } = inspector.ctx;
  if (actor.kind !== 'account') throw new Error('an account');
  if (links.length === 0) return;
  await t.owner
    .insertInto('lotLinks')
    .values(
      links.map(({ parent, child, minute }) => ({
        districtId: actor.districtId,
        parent,
        child,
        eventId: newId(t.clock.now()),
        quantityGrams: null,
        at: at(minute),
        schoolId: null,
        childKind: 'prepared' as const,
      })),
    )
    .execute();
}

/** The definition, by brute force: a lot is reached when some path's times never run against the direction. */
function oracle(links: readonly Link[], from: number, direction: Direction): number[] {
  const reached = new Set([from]);
  const seen = new Set<string>();
  const visit = (number: number, bound: number) => {
    if (seen.has(`${number} ${bound}`)) return;
    seen.add(`${number} ${bound}`);
    reached.add(number);
    for (const { parent, child, minute } of links) {
      if (direction === 'forward' && parent === number && minute >= bound) visit(child, minute);
      if (direction === 'back' && child === number && minute <= bound) visit(parent, minute);
    }
  };
  visit(from, direction === 'forward' ? -Infinity : Infinity);
  return [...reached].sort((a, b) => a - b);
}

const graph = fc.array(
  fc.record({
    parent: fc.integer({ min: 1, max: 6 }),
    child: fc.integer({ min: 1, max: 6 }),
    minute: fc.integer({ min: 0, max: 6 }),
  }),
  { maxLength: 25 },
);

test('random graphs with vats, late records and cycles agree with the definition, both ways', async () => {
  const inspector = await (await t.district()).person('inspector');
  await fc.assert(
    fc.asyncProperty(
      graph,
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom<Direction>('back', 'forward'),
      async (links, from, direction) => {
        await t.owner.deleteFrom('lotLinks').execute();
        await store(inspector, links);
        const { numbers } = await read(inspector.ctx, (db) => walk(db, from, direction));
        expect([...numbers].sort((a, b) => a - b)).toEqual(oracle(links, from, direction));
      },
    ),
    { numRuns: 200 },
  );
});

test('what went in twice counts from the first time on, and what was taken out twice until the last', async () => {
  const inspector = await (await t.district()).person('inspector');
  const [lot, vat, dish] = [1, 2, 3];
  await store(inspector, [
    { parent: lot, child: vat, minute: 10 },
    { parent: vat, child: dish, minute: 20 },
    { parent: lot, child: vat, minute: 30 },
  ]);
  const { numbers } = await read(inspector.ctx, (db) => walk(db, lot, 'forward'));
  expect([...numbers].sort()).toEqual([lot, vat, dish]);
  const [stock, pot, meal] = [4, 5, 6];
  await store(inspector, [
    { parent: pot, child: meal, minute: 10 },
    { parent: stock, child: pot, minute: 20 },
    { parent: pot, child: meal, minute: 30 },
  ]);
  const { numbers: origins } = await read(inspector.ctx, (db) => walk(db, meal, 'back'));
  expect([...origins].sort()).toEqual([stock, pot, meal]);
});

test('what left the vat before the bad lot went in is not recalled', async () => {
  const inspector = await (await t.district()).person('inspector');
  const [badLot, vat, earlyDish, lateDish] = [1, 2, 3, 4];
  await store(inspector, [
    { parent: vat, child: earlyDish, minute: 10 },
    { parent: badLot, child: vat, minute: 20 },
    { parent: vat, child: lateDish, minute: 30 },
  ]);
  const { numbers } = await read(inspector.ctx, (db) => walk(db, badLot, 'forward'));
  expect([...numbers].sort()).toEqual([badLot, vat, lateDish]);
  const { numbers: origins } = await read(inspector.ctx, (db) => walk(db, earlyDish, 'back'));
  expect([...origins].sort()).toEqual([vat, earlyDish]);
});

test('a district’s walk never leaves the district', async () => {
  const [a, b] = [
    await (await t.district()).person('inspector'),
    await (await t.district()).person('inspector'),
  ];
  await store(a, [{ parent: 1, child: 2, minute: 1 }]);
  await store(b, [{ parent: 2, child: 3, minute: 2 }]);
  expect((await read(a.ctx, (db) => walk(db, 1, 'forward'))).numbers).toEqual([1, 2]);
});
