import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { sources } from '#tests/support/sources.ts';

/** What every slice may use directly: the frame of the house, not a subject of its own. */
const core = ['db', 'records', 'web', 'reference', 'rules', 'jobs', 'lots'];

const slice = (path: string): string | undefined => /^services\/([^/]+)\//.exec(path)?.[1];

const imports = sources('services/*/**/*.ts').flatMap(({ path, text }) =>
  [...text.matchAll(/from '(\.[^']+)'/g)].map(([, specifier = '']) => ({
    from: path,
    to: join(dirname(path), specifier),
  })),
);

test('slices meet only through each other’s index.ts', () => {
  const crossing = imports.filter(({ from, to }) => {
    const [here, there] = [slice(from), slice(to)];
    if (there === undefined || here === there || core.includes(there) || to.endsWith('/index.ts'))
      return false;
    // The frame of the pages knows how people sign in and what the menu may show.
    return !(here === 'web' && there === 'accounts');
  });
  expect(crossing).toEqual([]);
});
