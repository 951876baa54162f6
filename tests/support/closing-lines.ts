import type { TaskMeta } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

declare module 'vitest' {
  interface TaskMeta {
    /** On which ledgers the test ran. */
    ledgers?: readonly string[];
    /** How many tests of a real network stand behind this one, which found no programs for it. */
    notRun?: number;
  }
}

/** Ends the run with the ledgers, and one plain line that any program can read: `N passed, N failed`. */
export const closingLines: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const brokenFiles = modules.filter((module) => module.errors().length > 0).length;
    const ran = tests.filter((test) => test.result().state !== 'skipped');
    for (const line of ledgerLines(ran.map((test) => test.meta()))) console.log(line);
    console.log(`${count('passed')} passed, ${count('failed') + brokenFiles + unhandled.length} failed`);
  },
};

/** How many of the tests that ran did so on which ledger, and how many did not run for want of one. */
export function ledgerLines(metas: readonly TaskMeta[]): string[] {
  const counts = new Map<string, number>();
  for (const ledger of metas.flatMap(({ ledgers = [] }) => ledgers))
    counts.set(ledger, (counts.get(ledger) ?? 0) + 1);
  const ran = [...counts]
    .sort()
    .map(([ledger, count]) => `${count} ${count === 1 ? 'test' : 'tests'} on ${ledger}`);
  const notRun = metas.reduce((sum, meta) => sum + (meta.notRun ?? 0), 0);
  return [
    ...(ran.length > 0 ? [`Ledgers: ${ran.join(', ')}`] : []),
    ...(notRun > 0 ? [`*** ${notRun} tests of real networks NOT RUN: no Fabric programs were found`] : []),
  ];
}
