import { defineConfig } from 'vitest/config';
import { closingLines } from './support/closing-lines.ts';
import { faultReport } from './support/faults/fault-report.ts';
import { prepareSeenAnswers } from './support/seen-answers.ts';

prepareSeenAnswers();

/** Suites run one after the other: `documented` looks at what the integration tests saw. */
const suites = ['unit', 'integration', 'documented', 'e2e', 'faults', 'fabric'];

const suite = (name: string, extra: object = {}) => ({
  extends: true as const,
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    sequence: { groupOrder: suites.indexOf(name) + 1 },
    ...extra,
  },
});

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    setupFiles: ['./tests/support/note-ledgers.ts'],
    reporters: ['default', faultReport, closingLines],
    projects: [
      suite('unit'),
      suite('integration', { globalSetup: ['./tests/support/postgres.ts'] }),
      suite('documented'),
      suite('e2e', { globalSetup: ['./tests/support/postgres.ts'], testTimeout: 120_000 }),
      suite('faults', { testTimeout: 600_000 }),
      suite('fabric', { globalSetup: ['./tests/support/postgres.ts'], testTimeout: 120_000 }),
    ],
  },
});
