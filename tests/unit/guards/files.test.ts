import { expect, test } from 'vitest';
import { sources } from '#tests/support/sources.ts';

const code = sources('{services,ledger,schemas,seed}/**/*.{ts,mjs,css}');

test('no file is longer than 400 lines', () => {
  const long = code.filter(({ text }) => text.split('\n').length > 400);
  expect(long.map(({ path }) => path)).toEqual([]);
});

test('names come from the field, not from the toolbox', () => {
  const vague = code.filter(({ path }) =>
    /(^|[/-])(utils?|helpers?|managers?|common|misc)([-./]|$)/.test(path),
  );
  expect(vague.map(({ path }) => path)).toEqual([]);
});

test('nothing is left for later in the code', () => {
  const left = code.filter(({ text }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text));
  expect(left.map(({ path }) => path)).toEqual([]);
});

test('no test is skipped or focused', () => {
  const tests = sources('tests/**/*.test.ts').filter(({ path }) => !path.includes('guards/'));
  const silent = tests.filter(({ text }) => /\b(it|test|describe)\.(skip|only|todo|skipIf)\b/.test(text));
  expect(silent.map(({ path }) => path)).toEqual([]);
});

test('raw HTML is made in services/web/html.ts alone', () => {
  const raw = sources('services/**/*.ts').filter(({ text }) =>
    /import[^;]*\braw\b[^;]*from 'hono\/html'/.test(text),
  );
  expect(raw.map(({ path }) => path)).toEqual(['services/web/html.ts']);
});
