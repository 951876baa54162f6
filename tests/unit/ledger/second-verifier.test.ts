import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTrust } from '#ledger/trust.ts';
import { verifyBundle } from '#ledger/verify.ts';
import { onSecondVerifier, secondVerdicts, secondVerdictsOn } from '#tests/support/second-verifier.ts';
import { VERIFIERS } from './witnessed.ts';

const corpus = join(import.meta.dirname, '../../vectors/bundles');
const trustFile = join(corpus, 'trust.json');
const { bundles }: { bundles: { file: string; code: string }[] } = JSON.parse(
  readFileSync(join(corpus, 'index.json'), 'utf8'),
);

onSecondVerifier('bundles', 2, (python) => {
  describe('the second verifier', () => {
    test(`agrees about the ${bundles.length} bundles of the corpus`, () => {
      const verdicts = secondVerdicts(
        python,
        trustFile,
        bundles.map(({ file }) => join(corpus, file)),
      );
      expect(verdicts).toEqual(bundles.map(({ code }) => code));
    });

    test('agrees about bundles changed at random', () => {
      const changed = changedBundles();
      const verdicts = secondVerdictsOn(python, readFileSync(trustFile, 'utf8'), changed);
      expect(verdicts).toEqual(changed.map(firstVerdict));
      expect(new Set(verdicts).size).toBeGreaterThan(10);
    });
  });
});

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
