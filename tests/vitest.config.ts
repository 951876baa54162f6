import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { closingLines } from './support/closing-lines.ts';
import { faultReport } from './support/faults/fault-report.ts';
import { LongestFirst } from './support/longest-first.ts';
import { prepareSeenAnswers } from './support/seen-answers.ts';

prepareSeenAnswers();

const root = join(import.meta.dirname, '..');

/** Their many files share the modules of a worker, not a database: loading them took longer than most of the tests. */
const shared = { isolate: false };

const suite = (name: string, extra: object = {}) => ({
  extends: true as const,
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    ...extra,
  },
});

export default defineConfig({
  root,
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One more than the cores that are asked for: a worker often waits, for leases to run out or for a peer to be back.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // The product's processes, of which tests start and kill many, find its modules compiled.
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled-for-tests') },
    setupFiles: ['./tests/support/note-ledgers.ts'],
    reporters: ['default', faultReport, closingLines],
    projects: [
      suite('unit', shared),
      suite('integration', { globalSetup: ['./tests/support/postgres.ts'], ...shared }),
      // It looks at what the integration tests saw.
      suite('documented', { sequence: { groupOrder: 1 } }),
      suite('e2e', { globalSetup: ['./tests/support/postgres.ts'] }),
      suite('faults', { testTimeout: 600_000 }),
      suite('fabric', { globalSetup: ['./tests/support/postgres.ts'] }),
    ],
  },
});
