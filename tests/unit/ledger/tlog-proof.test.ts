import { describe, expect, test } from 'vitest';
import { fromHex } from '#ledger/bytes.ts';
import { signCheckpoint } from '#ledger/sign.ts';
import { formatTlogProof, parseTlogProof } from '#ledger/tlog-proof.ts';

const LOG = { name: 'log.example/west', secretKey: fromHex('01'.repeat(32)) };
const CHECKPOINT = signCheckpoint({ origin: LOG.name, size: 4, root: fromHex('22'.repeat(32)) }, LOG);
const PROOF = {
  index: 2,
  inclusion: [fromHex('33'.repeat(32)), fromHex('44'.repeat(32))],
  checkpoint: CHECKPOINT,
};
const TEXT = formatTlogProof({ ...PROOF, extra: fromHex('00ff') });

test('is laid out as c2sp.org/tlog-proof@v1 says', () => {
  expect(TEXT).toBe(
    'c2sp.org/tlog-proof@v1\nextra AP8=\nindex 2\n' +
      'MzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM=\nREREREREREREREREREREREREREREREREREREREREREQ=\n' +
      `\n${CHECKPOINT}`,
  );
});

test('comes back from its text, with and without extra data and hashes', () => {
  for (const proof of [PROOF, { ...PROOF, extra: fromHex('00ff') }, { ...PROOF, index: 0, inclusion: [] }])
    expect(parseTlogProof(formatTlogProof(proof))).toEqual(proof);
});

describe('refuses', () => {
  test.each([
    ['another header', TEXT.replace('@v1', '@v2')],
    ['no index', TEXT.replace('index 2\n', '')],
    ['a leading zero', TEXT.replace('index 2', 'index 02')],
    ['extra after index', TEXT.replace('extra AP8=\nindex 2\n', 'index 2\nextra AP8=\n')],
    ['unpadded extra data', TEXT.replace('AP8=', 'AP8')],
    ['a short hash', TEXT.replace('MzMz', '')],
    ['no checkpoint', TEXT.slice(0, TEXT.indexOf('\n\n'))],
    ['carriage returns', TEXT.replaceAll('\n', '\r\n')],
  ])('%s', (_, text) => {
    expect(text).not.toBe(TEXT);
    expect(() => parseTlogProof(text)).toThrow(SyntaxError);
  });
});
