import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { sources } from '#tests/support/sources.ts';

const files = sources('{services,ledger,schemas,seed,tests}/**/*.ts');

/** The file that an import names; nothing for a package. */
const target = (from: string, specifier: string): string =>
  specifier.startsWith('#') ? specifier.slice(1) : join(dirname(from), specifier);

const namesIn = (list: string): string[] =>
  list.split(',').flatMap(
    (part) =>
      part
        .trim()
        .replace(/^type /, '')
        .split(' as ')[0] || [],
  );

const taken = new Set<string>();
for (const { path, text } of files) {
  for (const [, list = '', from = ''] of text.matchAll(
    /\b(?:im|ex)port (?:type )?\{([^}]*)\} from '([.#][^']+)'/g,
  ))
    for (const name of namesIn(list)) taken.add(`${target(path, from)} ${name}`);
}

/** Taken as a whole, to be looked through or when the time comes. */
const whole = new Set(
  files.flatMap(({ path, text }) =>
    [...text.matchAll(/\bimport(?: \* as \w+ from |\()'([.#][^']+)'/g)].map(([, from = '']) =>
      target(path, from),
    ),
  ),
);
/** Read by their names at run time. */
const loaded = /^services\/db\/migrations\/|^tests\/support\/postgres\.ts$/;

/** Values; types may stand beside the value that they describe. What an index passes on is for other slices. */
function offered(path: string, text: string): string[] {
  const values = [...text.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(
    ([, name]) => name,
  );
  const passedOn = [...text.matchAll(/^export (?:type )?\{([^}]*)\} from/gm)].flatMap(([, list = '']) =>
    list.split(',').flatMap((part) => part.trim().split(' ').at(-1) || []),
  );
  return [...values, ...passedOn].map((name) => `${path} ${name}`);
}

test('imports are read', () => {
  expect(taken.size).toBeGreaterThan(1000);
});

test('what a file exports is used outside it', () => {
  const exported = files
    .filter(({ path }) => !path.endsWith('.test.ts') && !whole.has(path) && !loaded.test(path))
    .flatMap(({ path, text }) => offered(path, text));
  expect(exported.filter((one) => !taken.has(one))).toEqual([]);
});
