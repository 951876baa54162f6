import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countLots } from '#services/trace/count-lots.ts';
import { nearestFirst } from '#services/trace/nearest-first.ts';

const step = (parent: number, child: number) => ({
  parent,
  child,
  eventId: `${parent}-${child}`,
  at: '2026-03-02T00:00:00.000Z',
  quantityGrams: null,
});

test('lots come by their distance, then by number, from either side', () => {
  const steps = [step(1, 5), step(1, 3), step(3, 4), step(5, 4), step(4, 2)];
  expect(nearestFirst(1, steps, 'forward')).toEqual([1, 3, 5, 4, 2]);
  expect(nearestFirst(2, steps, 'back')).toEqual([2, 4, 3, 5, 1]);
});

test('a cycle ends', () => {
  expect(nearestFirst(1, [step(1, 2), step(2, 3), step(3, 1)], 'forward')).toEqual([1, 2, 3]);
});

const edge = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }));
const edges = fc.array(edge, { maxLength: 20 }).map((pairs) => pairs.map(([a, b]) => step(a, b)));
const shuffled = edges.chain((steps) =>
  fc.tuple(fc.constant(steps), fc.shuffledSubarray(steps, { minLength: steps.length })),
);

test('the order of the steps does not matter', () => {
  fc.assert(
    fc.property(
      shuffled,
      fc.constantFrom('back' as const, 'forward' as const),
      ([steps, other], direction) => {
        expect(nearestFirst(1, other, direction)).toEqual(nearestFirst(1, steps, direction));
      },
    ),
  );
});

const lots = fc.array(
  fc.record({
    kind: fc.constantFrom('delivery' as const, 'dish' as const, 'meal' as const),
    schoolId: fc.constantFrom('s1', 's2', null),
    supplierId: fc.constantFrom('p1', null),
  }),
  { maxLength: 30 },
);

test('the counts of the schools add up to the whole', () => {
  fc.assert(
    fc.property(lots, (drawn) => {
      const all = drawn.map((lot, number) => ({ ...lot, number, id: String(number) }));
      const meals = all.filter(({ kind }) => kind === 'meal');
      const diners = new Map(meals.map(({ id, number }) => [id, number]));
      const counts = countLots(all, { schoolNames: new Map(), diners, kept: new Set() });
      const sum = (of: Partial<Record<string, number>>) =>
        Object.values(of).reduce<number>((a, b) => a + (b ?? 0), 0);
      expect(sum(counts.lots)).toBe(all.length);
      const atSchools = counts.bySchool.reduce((total, { lots: of }) => total + sum(of), 0);
      expect(atSchools).toBe(all.filter(({ schoolId }) => schoolId !== null).length);
      expect(counts.schools).toBe(counts.bySchool.length);
      expect(counts.meals).toBe(meals.length);
    }),
  );
});
