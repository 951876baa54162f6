import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Environment } from '#services/config.ts';
import { sources } from '#tests/support/sources.ts';

const [readme] = sources('README.md');
const text = readme?.text ?? '';

/** The table of settings as the schema has it. */
function configurationTable(): string {
  const rows = Object.entries(Environment.shape).map(([name, schema]) => {
    const preset = schema.safeParse(undefined);
    const shown = preset.success && preset.data !== undefined ? `\`${preset.data}\`` : '';
    return `| \`${name}\` | ${shown} | ${schema.description} |`;
  });
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

test('the table of settings is that of the schema', () => {
  const [, table] = /<!-- configuration -->\n(.*?)\n<!-- \/configuration -->/s.exec(text) ?? [];
  expect(table).toBe(configurationTable());
});

test('every setting is explained', () => {
  const silent = Object.entries(Environment.shape).filter(([, schema]) => !schema.description);
  expect(silent.map(([name]) => name)).toEqual([]);
});

test('what the README links to exists', () => {
  const targets = [...text.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, target]) => target as string);
  expect(targets.length).toBeGreaterThan(3);
  expect(targets.filter((target) => !existsSync(new URL(`../../../${target}`, import.meta.url)))).toEqual([]);
});

test('every npm command of the README is a script', () => {
  const [manifest] = sources('package.json');
  const { scripts } = JSON.parse(manifest?.text ?? '{}') as { scripts: Record<string, string> };
  const named = [...text.matchAll(/npm (?:run (?:--silent )?)?([a-z:-]+)/g)].map(
    ([, name]) => name as string,
  );
  expect(named.filter((name) => !['start', 'test', 'ci'].includes(name) && !(name in scripts))).toEqual([]);
});
