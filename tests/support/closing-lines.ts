import type { TaskMeta } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

declare module 'vitest' {
  interface TaskMeta {
    /** On which ledgers the test ran. */
    ledgers?: readonly string[];
    /** How many tests stand behind this one, which did not find what they need. */
    notRun?: { readonly tests: number; readonly missing: string };
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

/** How many of the tests that ran did so on which ledger, and how many did not run for want of what. */
export function ledgerLines(metas: readonly TaskMeta[]): string[] {
  const counts = new Map<string, number>();
  for (const ledger of metas.flatMap(({ ledgers = [] }) => ledgers))
    counts.set(ledger, (counts.get(ledger) ?? 0) + 1);
  const ran = [...counts]
    .sort()
    .map(([ledger, count]) => `${count} ${count === 1 ? 'test' : 'tests'} on ${ledger}`);
  const notRun = Map.groupBy(
    metas.flatMap((meta) => meta.notRun ?? []),
    ({ missing }) => missing,
  );
  return [
    ...(ran.length > 0 ? [`Ledgers: ${ran.join(', ')}`] : []),
    ...[...notRun].map(
      ([missing, each]) =>
        `*** ${each.reduce((sum, { tests }) => sum + tests, 0)} tests NOT RUN: no ${missing} found`,
    ),
  ];
}
