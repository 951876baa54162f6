import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { utf8 } from '#ledger/bytes.ts';
import { assetSource } from '#services/web/asset-sources.ts';
import { joinModules } from '#services/web/join-modules.ts';

/** Joins modules that stand in an object, and runs them. */
async function run(modules: Record<string, string>): Promise<Record<string, unknown>> {
  return await runText(
    joinModules('entry', {
      text: (path) => modules[path] ?? '',
      resolve: (specifier) => specifier.replace('./', ''),
      address: (path) => `data:text/javascript,export const at = "${path}"`,
    }),
  );
}
const runText = async (text: string) =>
  await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(text)}`);

test('each form of import and export that is in use works', async () => {
  const found = await run({
    entry: `import { one, two as zwei, Three } from './a';
import * as all from './a';
import standard from './b';
import {
  four,
} from './c';
const later = await import('./d');
export const sum = [one, zwei(), new Three().three, all.one, standard(), four, later.at];
export { zwei as two, standard };`,
    a: `export const one = 1;
export function two() { return helper; }
const helper = 2;
export class Three { three = 3 }`,
    b: `import { one } from './a';
export default function nine() { return 8 + one; }`,
    c: `const one = 'hidden';
const inner = 4;
export { inner as four };`,
  });
  expect(found.sum).toEqual([1, 2, 3, 1, 9, 4, 'd']);
  expect((found.two as () => number)()).toBe(2);
  expect((found.standard as () => number)()).toBe(9);
});

test('a module that two others import runs once', async () => {
  const { left, right } = await run({
    entry: `import { made as left } from './a';\nimport { made as right } from './b';\nexport { left, right };`,
    a: `import { made } from './c';\nexport { made };`,
    b: `import { made } from './c';\nexport { made };`,
    c: 'export const made = {};',
  });
  expect(left).toBe(right);
});

test.for([
  ['a cycle', { entry: "import { a } from './a';", a: "import { b } from './entry';\nexport const a = 1;" }],
  ['a name that is not exported', { entry: "import { b } from './a';", a: 'export const a = 1;' }],
  ['an export that may change', { entry: 'export let a = 1;' }],
  ['everything of another module', { entry: "export * from './a';", a: '' }],
  ['an import for its effect', { entry: "import './a';", a: '' }],
  ['a default that is no function', { entry: 'export default 1;' }],
])('%s is refused', async ([, modules]) => {
  await expect(run(modules as Record<string, string>)).rejects.toThrow(SyntaxError);
});

const corpus = join(import.meta.dirname, '../../vectors/bundles');
const read = (file: string) => utf8(readFileSync(join(corpus, file), 'utf8'));

test('the verifier as browsers load it gives every bundle of the corpus its verdict', async () => {
  const joined = assetSource('client/verify-proof.ts', (path) => path)?.text ?? '';
  const { verifyProof } = (await runText(joined)) as typeof import('#services/web/client/verify-proof.ts');
  const { trust, bundles } = JSON.parse(readFileSync(join(corpus, 'index.json'), 'utf8'));
  for (const { file, code } of bundles as { file: string; code: string }[]) {
    const verdict = verifyProof(new Uint8Array(readFileSync(join(corpus, file))), read(trust));
    expect(verdict.ok ? 'verified' : verdict.failure.code, file).toBe(code);
  }
});
