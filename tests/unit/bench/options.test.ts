import { expect, test } from 'vitest';
import { partNames, readOptions } from '#tests/bench/options.ts';

test('everything is measured unless less is asked for', () => {
  expect(readOptions([])).toEqual({
    ...{ json: false, ledger: 'devnet', graphs: ['S', 'M'], isSmall: false, parts: [...partNames] },
  });
  expect(
    readOptions(['--json', '--size', 'small', '--ledger', 'fabric', '--only', 'anchors,recovery']),
  ).toEqual({
    json: true,
    ledger: 'fabric',
    graphs: ['small'],
    isSmall: true,
    parts: ['anchors', 'recovery'],
  });
});

test('the proofs are those of deliveries, which are measured with them', () => {
  expect(readOptions(['--only', 'traces,proofs,traces'])?.parts).toEqual(['deliveries', 'proofs', 'traces']);
});

test.for([['--size', 'XL'], ['--only', 'anchor'], ['--ledger', 'none'], ['--fast'], ['more']])(
  'arguments that are none are refused: %s',
  (args) => {
    expect(readOptions(args)).toBeUndefined();
  },
);
