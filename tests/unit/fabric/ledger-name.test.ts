import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ledgerIdentity } from '#ledger/fabric/trusted-by-profile.ts';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { TestChain } from '#tests/support/test-chain.ts';

const folder = mkdtempSync(join(tmpdir(), 'shansu-ledger-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A profile of the network that a chain is of. */
function profileOf(chain: TestChain, mspIds: readonly string[]): ConnectionProfile {
  const path = (name: string) => join(folder, name);
  writeFileSync(path('first.block'), chain.trusted.firstBlock);
  return {
    ...{ version: 2, kind: 'fabric', networkLabel: 'a network', channel: 'shansu', chaincode: 'witness' },
    client: { mspId: mspIds[0]!, certificatePath: path('c.pem'), privateKeyPath: path('c.key') },
    ...{ peers: [], firstBlockPath: path('first.block') },
    organisations: mspIds.map((mspId) => ({
      ...{ mspId, title: { zh: mspId, en: mspId } },
      ...{ certificateRootPath: path('root.pem'), tlsRootPath: path('tls.pem') },
    })),
  };
}

test('a ledger is named after its founders, whoever joins it later', () => {
  const chain = new TestChain();
  const digest = createHash('sha256');
  for (const { mspId, authorityPems } of chain.members.organisations)
    digest.update(`${mspId}\n`).update(new X509Certificate(authorityPems[0]!).raw);
  const name = `shansu/witness@${digest.digest('hex').slice(0, 12)}`;
  const founders = ['EduBureauMSP', 'MarketRegMSP'];
  expect(ledgerIdentity(profileOf(chain, founders)).name).toBe(name);
  expect(ledgerIdentity(profileOf(chain, ['FinanceMSP', ...founders])).name).toBe(name);
  expect(ledgerIdentity(profileOf(new TestChain(), founders)).name).not.toBe(name);
});
