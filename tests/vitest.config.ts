import { defineConfig } from 'vitest/config';

const suite = (name: string, extra: object = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.ts`], ...extra },
});

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      suite('unit'),
      suite('integration', { globalSetup: ['./tests/support/postgres.ts'] }),
      suite('e2e', { globalSetup: ['./tests/support/postgres.ts'], testTimeout: 120_000 }),
      suite('fabric', { testTimeout: 120_000 }),
    ],
  },
});
