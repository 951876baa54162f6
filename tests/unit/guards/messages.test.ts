import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { sources } from '#tests/support/sources.ts';

const catalogue = /^export const (\w+) = \{\n([\s\S]*?)^\} as const satisfies Record<string, Message>;/gm;

const files = sources('{services,schemas}/**/*.ts');
const catalogues = files.flatMap(({ path, text }) =>
  [...text.matchAll(catalogue)].map(([, name = '', body = '']) => ({ path, name, keys: keysOf(body) })),
);

function keysOf(body: string): string[] {
  return [...body.matchAll(/^ {2}(?:'([^']+)'|(\w+)):/gm)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

const code = files.map(({ path, text }) => ({ path, text: text.replaceAll(catalogue, '') }));
const every = (pattern: RegExp, within = ''): string[][] =>
  code.flatMap(({ path, text }) => (path.startsWith(within) ? [...text.matchAll(pattern)] : []));

/** `messages.title`, and what `const { title } = messages` takes out. */
const named = new Set(every(/\b(\w+)\.(\w+)/g).map(([, name, key]) => `${name}.${key}`));
for (const [, keys = '', name] of every(/\{([^{}]*)\} = (\w+)\b/g))
  for (const [key] of keys.matchAll(/\w+/g)) named.add(`${name}.${key}`);
const aliases = new Map(every(/\b(\w+) as (\w+)\b/g).map(([, name, alias]) => [name, alias]));

/** `t('title')` of the slice, or the values of what varies: in its own code, in the schemas, or in an address. */
const quoted = (folder: string) =>
  new Set(every(/'([\w-]+)'|\bdone=([\w-]+)/g, folder).map(([, text, done]) => text ?? done ?? ''));
const inSchemas = quoted('schemas/');

test('catalogues exist', () => {
  expect(catalogues.flatMap(({ keys }) => keys).length).toBeGreaterThan(500);
});

test.for(catalogues.map((one) => [`${one.path} ${one.name}`, one] as const))(
  'every message of %s is shown somewhere',
  ([, { path, name, keys }]) => {
    const inSlice = quoted(`${dirname(path)}/`);
    const names = [name, aliases.get(name)];
    const isShown = (key: string) =>
      inSlice.has(key) || inSchemas.has(key) || names.some((known) => named.has(`${known}.${key}`));
    expect(keys.filter((key) => !isShown(key))).toEqual([]);
  },
);
