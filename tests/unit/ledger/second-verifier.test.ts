import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTrust } from '#ledger/trust.ts';
import { verifyBundle } from '#ledger/verify.ts';
import { VERIFIERS } from './witnessed.ts';

const corpus = join(import.meta.dirname, '../../vectors/bundles');
const program = join(import.meta.dirname, '../../second-verifier/verify.py');
const trustFile = join(corpus, 'trust.json');
const { bundles }: { bundles: { file: string; code: string }[] } = JSON.parse(
  readFileSync(join(corpus, 'index.json'), 'utf8'),
);

const python = ['python3', 'python'].find((name) => {
  const { stdout } = spawnSync(name, ['-c', 'import sys; print(sys.version_info >= (3, 9))'], {
    encoding: 'utf8',
  });
  return stdout?.trim() === 'True';
});

if (python === undefined) {
  test(`second verifier: NOT RUN on ${bundles.length} bundles, no Python 3.9 found`, () => {
    console.warn(
      `\n*** The second verifier was NOT RUN on ${bundles.length} bundles: no Python 3.9 or newer.\n`,
    );
  });
} else {
  describe('the second verifier', () => {
    test(`agrees about the ${bundles.length} bundles of the corpus`, () => {
      const verdicts = secondVerdicts(
        python,
        bundles.map(({ file }) => join(corpus, file)),
      );
      expect(verdicts).toEqual(bundles.map(({ code }) => code));
    });

    test('agrees about bundles changed at random', () => {
      const folder = mkdtempSync(join(tmpdir(), 'shansu-second-'));
      try {
        const files = changedBundles().map((bytes, i) => {
          const path = join(folder, `${i}.json`);
          writeFileSync(path, bytes);
          return { path, bytes };
        });
        const verdicts = secondVerdicts(
          python,
          files.map(({ path }) => path),
        );
        expect(verdicts).toEqual(files.map(({ bytes }) => firstVerdict(bytes)));
        expect(new Set(verdicts).size).toBeGreaterThan(10);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });
}

function secondVerdicts(interpreter: string, files: string[]): string[] {
  const { stdout, stderr } = spawnSync(interpreter, ['-B', program, trustFile, ...files], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const lines = stdout.trimEnd().split('\n');
  return lines.map((line) => line.split('\t')[0]!);
}

const trust = parseTrust(readFileSync(trustFile, 'utf8'));

function firstVerdict(file: Uint8Array): string {
  const verdict = verifyBundle(file, trust, VERIFIERS);
  return verdict.ok ? 'verified' : verdict.failure.code;
}

/** Good bundles with some characters replaced by others that stand in bundles, the same on every run. */
function changedBundles(): Uint8Array[] {
  const good = bundles
    .filter(({ code }) => code === 'verified')
    .map(({ file }) => readFileSync(join(corpus, file), 'utf8'));
  const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...'09afAF/+=":,{}[]\\ \n-')), {
    minLength: 1,
    maxLength: 3,
  });
  return fc
    .sample(fc.tuple(fc.constantFrom(...good), edits), { numRuns: 300, seed: 832 })
    .map(([text, changes]) => {
      const characters = [...text];
      for (const [at, character] of changes) characters[at % characters.length] = character;
      return new TextEncoder().encode(characters.join(''));
    });
}
