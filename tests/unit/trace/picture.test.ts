import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrange } from '#services/trace/picture/arrange.ts';
import { diagramOf } from '#services/trace/picture/boxes.ts';
import { collapse, mostBoxes } from '#services/trace/picture/collapse.ts';
import { traceSvg } from '#services/trace/picture/draw.ts';
import { fitText } from '#services/trace/picture/fit-text.ts';
import { drawnTrace, nationalLot } from '#tests/support/drawn-trace.ts';
import { markupFaults } from '#tests/support/markup.ts';

const columns = (trace: ReturnType<typeof drawnTrace>) =>
  arrange(diagramOf(trace, 'zh')).map((layer) => layer.map(({ id }) => id));

describe('columns', () => {
  test('follow the way of food, whatever the order of the lots', () => {
    const lots = [
      { id: 'meal', kind: 'meal' as const },
      { id: 'dish', kind: 'dish' as const },
      { id: 'origin', kind: 'supplier-lot' as const },
      { id: 'sample', kind: 'sample' as const },
      { id: 'delivery', kind: 'delivery' as const },
    ];
    const links = [
      ['origin', 'delivery'],
      ['delivery', 'dish'],
      ['dish', 'meal'],
      ['dish', 'sample'],
    ] as const;
    expect(columns(drawnTrace(lots, links))).toEqual([
      ['supplier'],
      ['origin'],
      ['delivery'],
      ['dish'],
      ['meal'],
      ['sample'],
    ]);
  });

  test('a vat that was topped up takes a column each time, and a cycle ends', () => {
    const vats = ['a', 'b', 'c'].map((id) => ({ id, kind: 'prepared' as const }));
    expect(
      columns(
        drawnTrace(vats, [
          ['a', 'b'],
          ['b', 'c'],
        ]),
      ),
    ).toEqual([['a'], ['b'], ['c']]);
    expect(
      columns(
        drawnTrace(vats, [
          ['a', 'b'],
          ['b', 'c'],
          ['c', 'a'],
        ]),
      )
        .flat()
        .sort(),
    ).toEqual(['a', 'b', 'c']);
  });

  test('lots stand opposite what they are joined to', () => {
    const lots = ['a', 'b', 'c'].flatMap((id) => [
      { id: `delivery ${id}`, kind: 'delivery' as const },
      { id: `dish ${id}`, kind: 'dish' as const },
    ]);
    const shuffled = [lots[0]!, lots[2]!, lots[4]!, lots[5]!, lots[1]!, lots[3]!];
    const links = ['a', 'b', 'c'].map((id) => [`delivery ${id}`, `dish ${id}`] as const);
    const [deliveries = [], dishes = []] = columns(drawnTrace(shuffled, links));
    expect(dishes.map((id) => id.slice(-1))).toEqual(deliveries.map((id) => id.slice(-1)));
  });
});

describe('many lots', () => {
  test('are drawn as siblings, with how many lots and schools stand behind each box', () => {
    const drawn = collapse(diagramOf(nationalLot(211), 'zh'), 'forward', 'zh');
    expect(drawn.boxes.map(({ stage, title, detail }) => [stage, title, detail])).toEqual([
      ['supplier', '甲农业', ''],
      ['supplier-lot', '冷冻虾仁', ''],
      ['delivery', '冷冻虾仁', '211 批 · 211 所学校'],
      ['dish', '2 种', '211 批 · 211 所学校'],
    ]);
    expect(drawn.edges).toHaveLength(3);
  });

  test('few are drawn one by one', () => {
    const diagram = diagramOf(nationalLot(20), 'zh');
    expect(collapse(diagram, 'forward', 'zh')).toBe(diagram);
  });

  const graph = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 399 }), fc.integer({ min: 0, max: 399 })), { maxLength: 900 })
    .map((pairs) => {
      const kinds = ['supplier-lot', 'delivery', 'prepared', 'dish', 'meal'] as const;
      const lots = Array.from({ length: 400 }, (_, index) => ({
        id: `lot ${index}`,
        kind: kinds[index % 5]!,
      }));
      return drawnTrace(
        lots,
        pairs.map(([from, to]) => [`lot ${from}`, `lot ${to}`] as const),
      );
    });

  test('however they are joined, the picture stays readable and loses none', () => {
    fc.assert(
      fc.property(graph, fc.constantFrom('back' as const, 'forward' as const), (trace, direction) => {
        const drawn = collapse(diagramOf(trace, 'zh'), direction, 'zh');
        expect(drawn.boxes.length).toBeLessThanOrEqual(mostBoxes);
        expect(drawn.boxes.reduce((sum, { lots }) => sum + lots, 0)).toBe(400);
        const ids = new Set(drawn.boxes.map(({ id }) => id));
        expect(drawn.edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
        expect(drawn.boxes.filter(({ start }) => start)).toHaveLength(1);
      }),
      { numRuns: 30 },
    );
  });
});

test('the drawing is valid, without styles inside', async () => {
  for (const trace of [nationalLot(3), nationalLot(211)]) {
    const page = `<!doctype html><html lang="zh"><head><title>t</title></head><body>${await traceSvg(trace, 'zh')}</body></html>`;
    expect(await markupFaults(page)).toEqual([]);
    expect(page).not.toMatch(/style=/);
  }
});

test('names are data, not markup', async () => {
  const trace = drawnTrace([{ id: 'a', kind: 'dish', name: '<a onload="x">&' }], []);
  expect(String(await traceSvg(trace, 'zh'))).toContain('&lt;a onload=');
});

test.for([
  ['冷鲜猪后腿', 5, '冷鲜猪后腿'],
  ['冷鲜猪后腿', 4, '冷鲜猪…'],
  ['P260301-A', 6, 'P260301-A'],
  ['P260301-A', 4, 'P2603…'],
  ['𠮷野家', 2, '𠮷…'],
] as const)('%s in %d widths is %s', ([text, width, shown]) => {
  expect(fitText(text, width)).toBe(shown);
});
