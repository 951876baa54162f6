import type { Reporter, TestModule } from 'vitest/node';
import type { Endured } from './endure.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What befell the product in this test, and what came of it. */
    endured?: Endured;
  }
}

const columns: readonly [title: string, value: (row: Endured) => string][] = [
  ['fault', ({ fault }) => fault],
  ['strikes', ({ strikes }) => String(strikes.length)],
  ['acknowledged', ({ acknowledged }) => String(acknowledged)],
  ['lost', ({ lost }) => String(lost)],
  ['doubled', ({ doubled }) => String(doubled)],
  ['forked', ({ forked }) => String(forked)],
  ['no answer for', ({ silenceMs }) => seconds(silenceMs)],
  ['anchored again after', ({ anchoredMs }) => seconds(anchoredMs)],
];

/**
 * Ends the run with the count of what was acknowledged, lost, doubled and forked, fault by fault. Times: the longest that
 * no client was answered since the first strike, and from the last mending to the next anchored record.
 */
export const faultReport: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    const metas = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.meta()));
    const endured = metas.flatMap((meta) => meta.endured ?? []);
    for (const [place, rows] of Map.groupBy(endured, ({ place }) => place)) console.log(section(place, rows));
  },
};

function section(place: string, rows: readonly Endured[]): string {
  const sum = (key: 'acknowledged' | 'lost' | 'doubled' | 'forked') =>
    rows.reduce((total, row) => total + row[key], 0);
  const strikes = rows.flatMap((row) => row.strikes).length;
  return [
    `\nFaults endured: ${place}`,
    ...aligned([
      columns.map(([title]) => title),
      ...rows.map((row) => columns.map(([, value]) => value(row))),
    ]),
    `${rows.length} faults, ${strikes} strikes: ${sum('acknowledged')} records acknowledged, ` +
      `${sum('lost')} lost, ${sum('doubled')} doubled, ${sum('forked')} forked`,
    ...arrowLines(rows),
    '',
  ].join('\n');
}

/** Arrow by arrow, how many records were acknowledged from each strike to the next one. */
function arrowLines(rows: readonly Endured[]): string[] {
  const struck = rows.filter(({ victim }) => victim);
  if (struck.length === 0) return [];
  const arrows = new Set(struck.flatMap(({ strikes }) => strikes.map(({ arrow }) => arrow!)));
  const cells = [...arrows].map((arrow) => [
    arrow,
    ...struck
      .map(({ strikes }) => strikes.find((strike) => strike.arrow === arrow)?.acknowledged ?? '—')
      .map(String),
  ]);
  return [
    'Records acknowledged from a kill to the next',
    ...aligned([['arrow', ...struck.map(({ victim }) => victim!)], ...cells]),
  ];
}

/** The cells of each column under each other: names to the left, numbers to the right. */
function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = table[0]!.map((_, i) => Math.max(...table.map((cells) => cells[i]!.length)));
  return table.map((cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
  );
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
