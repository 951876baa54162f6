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
  ['strikes', ({ strikes }) => String(strikes)],
  ['acknowledged', ({ acknowledged }) => String(acknowledged)],
  ['lost', ({ lost }) => String(lost)],
  ['doubled', ({ doubled }) => String(doubled)],
  ['forked', ({ forked }) => String(forked)],
  ['no answer for', ({ silenceMs }) => seconds(silenceMs)],
  ['anchored again after', ({ anchoredMs }) => seconds(anchoredMs)],
];

/**
 * Ends the run with the count of what was acknowledged, lost, doubled and forked, fault by fault. Times are the longest
 * that were seen: without any answer since the strike, and from the mending to the next anchored record.
 */
export const faultReport: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    const metas = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.meta()));
    const endured = metas.flatMap((meta) => meta.endured ?? []);
    for (const [place, rows] of Map.groupBy(endured, ({ place }) => place)) console.log(section(place, rows));
  },
};

function section(place: string, rows: readonly Endured[]): string {
  const sum = (key: 'strikes' | 'acknowledged' | 'lost' | 'doubled' | 'forked') =>
    rows.reduce((total, row) => total + row[key], 0);
  const table = [
    columns.map(([title]) => title),
    ...rows.map((row) => columns.map(([, value]) => value(row))),
  ];
  const widths = columns.map((_, i) => Math.max(...table.map((cells) => cells[i]!.length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ');
  return [
    `\nFaults endured: ${place}`,
    ...table.map(line),
    `${rows.length} faults, ${sum('strikes')} strikes: ${sum('acknowledged')} records acknowledged, ` +
      `${sum('lost')} lost, ${sum('doubled')} doubled, ${sum('forked')} forked\n`,
  ].join('\n');
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
