import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { common } from '@hyperledger/fabric-protos';
import { afterAll, expect, test } from 'vitest';
import { NodeIdentity } from '#ledger/devnet/node-identity.ts';
import { Orderer } from '#ledger/devnet/orderer.ts';
import { createAuthority, issueIdentity } from '#ledger/x509/authority.ts';
import { headerHash } from '#tests/support/fidelity/recompute-block.ts';

const root = mkdtempSync(join(tmpdir(), 'shansu-orderer-'));
afterAll(() => rmSync(root, { recursive: true }));

const validity = { notBefore: new Date('2026-01-01'), notAfter: new Date('2036-01-01') };
const authority = createAuthority({ organization: 'Orderers', commonName: 'root' }, validity);
const identity = new NodeIdentity({ mspId: 'OrdererMSP', ...issueIdentity(authority, 'orderer', 'orderer') });

let files = 0;
function open(deliver: (block: common.Block) => Promise<void>, batchTimeoutMs = 60_000): Promise<Orderer> {
  return Orderer.open({ identity, batchTimeoutMs, deliver, blockFile: join(root, `${files++}.blocks`) });
}

function envelope(bytes: number): common.Envelope {
  const made = new common.Envelope();
  made.setPayload(new Uint8Array(bytes));
  made.setSignature(new Uint8Array(1));
  return made;
}

/** Orders envelopes of these sizes and gives the number of transactions of each block. */
async function blocksOf(sizes: readonly number[]): Promise<number[]> {
  const blocks: common.Block[] = [];
  const orderer = await open(async (block) => void blocks.push(block));
  for (const size of sizes) orderer.order(envelope(size));
  await orderer.close();
  for (const [index, block] of blocks.slice(1).entries())
    expect(headerHash(blocks[index]!.getHeader()!).equals(block.getHeader()!.getPreviousHash_asU8())).toBe(
      true,
    );
  return blocks.map((block) => block.getData()!.getDataList().length);
}

test('a block holds at most 500 transactions', async () => {
  expect(await blocksOf(Array.from({ length: 1001 }, () => 10))).toEqual([500, 500, 1]);
});

test('a block is cut before it grows beyond 2 MiB, and one that is larger by itself stands alone', async () => {
  const mebibyte = 1024 * 1024;
  expect(await blocksOf([mebibyte, mebibyte - 10, mebibyte])).toEqual([2, 1]);
  expect(await blocksOf([10, 3 * mebibyte, 10])).toEqual([1, 1, 1]);
});

test('a block is cut after the timeout, and what is forgotten before is never written', async () => {
  const { promise, resolve } = Promise.withResolvers<common.Block>();
  const orderer = await open(async (block) => resolve(block), 10);
  orderer.order(envelope(1));
  orderer.forgetPending();
  orderer.order(envelope(2));
  expect((await promise).getData()!.getDataList()).toHaveLength(1);
  await orderer.close();
});

test('when a block cannot be delivered, nothing more is written', async () => {
  const full = new Error('no space left on device');
  let delivered = 0;
  const orderer = await open(async () => {
    delivered += 1;
    throw full;
  });
  for (let number = 0; number < 2; number++) {
    orderer.order(envelope(1));
    await orderer.flush();
  }
  expect(orderer.failure).toBe(full);
  expect(delivered).toBe(1);
  expect(orderer.blocks.height).toBe(1);
  await orderer.close();
});
