import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromUtf8, utf8 } from '#ledger/bytes.ts';
import { witnessContract } from '#ledger/chaincode/witness.ts';
import type { Devnet } from '#ledger/devnet/open-devnet.ts';
import { openAuditedLedger } from '#ledger/fabric/open-audited.ts';
import { openFabricLedger } from '#ledger/fabric/open-ledger.ts';
import { openSubmissionFiles } from '#ledger/fabric/submissions.ts';
import { auditAll, Report } from '#services/audit/index.ts';
import { allDerivedRows, allRecordedRows } from '#services/recorded-rows.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { anchor, appendSome, sequence } from '#tests/support/log.ts';
import { openTestDevnet } from '#tests/support/test-devnet.ts';

/** An organisation whose peer signs answers that its chaincode should not give. */
const liar = 'MarketRegMSP';

let t: TestApp;
let devnet: Devnet;
/** What the liar makes of the true answer to `Range`. */
let lie: ((answer: string) => string) | undefined;

beforeAll(async () => {
  t = await testApp();
  const honest = witnessContract();
  devnet = await openTestDevnet({
    folder: join(t.config.dataDir, 'another-devnet'),
    contract: (mspId) => async (state, call) => {
      const answer = await honest(state, call);
      return mspId === liar && call.function === 'Range' && lie ? utf8(lie(fromUtf8(answer))) : answer;
    },
  });
  const submissions = await openSubmissionFiles(join(t.config.dataDir, 'submissions'));
  await using ledger = openFabricLedger({ profile: devnet.profile, submissions });
  const { operator } = await t.district();
  for (const count of [2, 3]) {
    await appendSome(operator.ctx, count);
    await sequence(t);
    await anchor(t, ledger);
  }
});
afterAll(async () => {
  await devnet.close();
  await t[Symbol.asyncDispose]();
});

async function audited(): Promise<Report> {
  const report = new Report();
  await using ledger = openAuditedLedger(devnet.profile);
  const rows = { recordedRows: allRecordedRows, derivedRows: allDerivedRows };
  await auditAll(t.owner, { trust: t.logKeys.trust(), vault: t.vault, ledger, ...rows }, report);
  return report;
}

test('nothing is found where all answer truly', async () => {
  lie = undefined;
  expect(await audited()).toMatchObject({ findings: [], exit: 0 });
});

const first = (answer: string) => JSON.stringify([JSON.parse(answer)[0] ?? []].flat());
let kept = '[]';

test.each<[string, (answer: string) => string]>([
  ['no JSON', () => 'yes'],
  ['no list', () => '{}'],
  ['a list of something else', () => '[1]'],
  [
    'the same checkpoint whatever is asked',
    (answer) => (kept = first(answer) === '[]' ? kept : first(answer)),
  ],
])('a peer that answers with %s is named, and the audit comes to its end', async (_, told) => {
  lie = told;
  const { findings, exit } = await audited();
  expect(findings.map(({ code, peer }) => `${code} ${peer?.organisation}`)).toEqual([
    `peer-unreachable ${liar}`,
  ]);
  expect(exit).toBe(4);
});
