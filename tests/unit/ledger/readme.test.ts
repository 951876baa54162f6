import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FAILURES } from '#ledger/failures.ts';

const README = readFileSync(join(import.meta.dirname, '../../../ledger/README.md'), 'utf8');

test('the document lists exactly the failures of the code', () => {
  const rows = [...README.matchAll(/^\| (\d+) \| `([a-z-]+)` \| (.+) \|$/gm)].map(
    ([, exit, code, sentence]) => [Number(exit), code, sentence],
  );
  expect(rows).toEqual(Object.entries(FAILURES).map(([code, { exit, en }]) => [exit, code, en]));
});

test('the document says at which step each failure of a bundle arises', () => {
  const steps = README.slice(README.indexOf('## Verification'), README.indexOf('### Witnesses'));
  const named = [...steps.matchAll(/\(`([a-z-]+)`\)/g)].map(([, code]) => code);
  const ofBundles = Object.entries(FAILURES).filter(([, { exit }]) => exit > 20);
  expect(named.toSorted()).toEqual(ofBundles.map(([code]) => code).toSorted());
});

test('no two failures share an exit code, and none looks like success or a crash', () => {
  const exits = Object.values(FAILURES).map(({ exit }) => exit);
  expect(new Set(exits).size).toBe(exits.length);
  expect(exits.every((exit) => exit > 1 && exit < 126)).toBe(true);
});

test('both sentences of a failure name the same data', () => {
  const names = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();
  for (const { zh, en } of Object.values(FAILURES)) expect(names(zh)).toEqual(names(en));
});
