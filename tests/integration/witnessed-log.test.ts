import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyFabricWitness } from '#ledger/attestation/fabric-witness.ts';
import type { Ledger } from '#ledger/port.ts';
import { verifyBundle } from '#ledger/verify.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { TestDevnet } from '#tests/support/fabric-ledger.ts';
import { anchor, sequence } from '#tests/support/log.ts';

let t: TestApp;
let network: TestDevnet;
let ledger: Ledger;
beforeEach(async () => {
  [t, network] = await Promise.all([testApp(), TestDevnet.open()]);
  ledger = await network.ledger();
});
afterEach(async () => {
  await ledger[Symbol.asyncDispose]();
  await Promise.all([network[Symbol.asyncDispose](), t[Symbol.asyncDispose]()]);
});

test('a bundle carries what the organisations attested, and the published trust file says whose word that is', async () => {
  const district = await t.district();
  const { recordId } = await district.school();
  const inspector = await district.person('inspector');
  t.logKeys.admitLedger(ledger.trusted!);
  t.logKeys.admitLedger(ledger.trusted!);
  await sequence(t);
  await anchor(t, ledger);
  const headers = { authorization: `Bearer ${inspector.token}` };
  const url = `https://shansu.test/api/v1/records/${recordId}/bundle.json`;
  const response = await t.app.request(url, { headers });
  const text = await response.text();
  const trust = t.logKeys.trust();
  expect(trust.ledgers).toHaveLength(1);
  expect(verifyBundle(text, trust, { fabric: verifyFabricWitness })).toMatchObject({
    ok: true,
    witness: {
      kind: 'fabric-development',
      organisations: [{ mspId: 'EduBureauMSP' }, { mspId: 'MarketRegMSP' }],
    },
  });
  const unnamed = { ...trust, ledgers: [] };
  expect(verifyBundle(text, unnamed, { fabric: verifyFabricWitness })).toMatchObject({
    failure: { code: 'ledger-untrusted' },
  });
});
