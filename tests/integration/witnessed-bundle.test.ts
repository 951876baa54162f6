import { expect, test } from 'vitest';
import { utf8 } from '#ledger/bytes.ts';
import { verifyBundle } from '#ledger/verify.ts';
import { TRUST, VERIFIERS, WITNESSED_TEXT } from '#tests/unit/ledger/witnessed.ts';

/** Not among the unit tests only because thousands of ECDSA signatures take their time. */
test('no byte of the evidence of witnesses can be changed', { timeout: 300_000 }, () => {
  const bytes = utf8(WITNESSED_TEXT);
  expect(verifyBundle(bytes, TRUST, VERIFIERS)).toMatchObject({ ok: true });
  const start = WITNESSED_TEXT.lastIndexOf('"witness"');
  const before = utf8(WITNESSED_TEXT.slice(0, start)).length;
  const codes = new Map<string, number>();
  for (let at = before; at < bytes.length; at++) {
    const verdict = verifyBundle(bytes.with(at, bytes[at]! ^ 0x01), TRUST, VERIFIERS);
    const code = verdict.ok ? `accepted at ${at}` : verdict.failure.code;
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  expect([...codes.keys()].filter((code) => code.startsWith('accepted'))).toEqual([]);
  expect(codes.get('question-mismatch')).toBeGreaterThan(100);
  expect(codes.get('attestation-invalid')).toBeGreaterThan(100);
  expect(codes.get('certificate-untrusted')).toBeGreaterThan(100);
});
