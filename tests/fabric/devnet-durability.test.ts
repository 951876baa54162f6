import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { common } from '@hyperledger/fabric-protos';
import { afterAll, expect, test } from 'vitest';
import type { Devnet } from '#ledger/devnet/open-devnet.ts';
import { FidelityClient } from '#tests/support/fidelity/client.ts';
import { fidelityContract } from '#tests/support/fidelity/contract.ts';
import { flawsOf } from '#tests/support/fidelity/recompute-block.ts';
import { openTestDevnet } from '#tests/support/test-devnet.ts';

const root = mkdtempSync(join(tmpdir(), 'shansu-devnet-'));
afterAll(() => rmSync(root, { recursive: true }));

const writer = fileURLToPath(new URL('../support/devnet-writer.ts', import.meta.url));
const nodes = ['DataBureauOrdererMSP', 'EduBureauMSP', 'MarketRegMSP'];
const blockFile = (folder: string, mspId: string) => join(folder, 'blocks', `${mspId}.blocks`);

async function withDevnet<T>(
  folder: string,
  use: (client: FidelityClient, devnet: Devnet) => Promise<T>,
): Promise<T> {
  const devnet = await openTestDevnet({ folder, contract: fidelityContract, batchTimeoutMs: 5 });
  try {
    using client = new FidelityClient(devnet.profile);
    return await use(client, devnet);
  } finally {
    await devnet.close();
  }
}

const put = (client: FidelityClient, key: string) => client.contract.submit('put', { arguments: [key, key] });

async function get(
  client: FidelityClient,
  key: string,
  ...endorsingOrganizations: string[]
): Promise<string> {
  const value = await client.contract.evaluate('get', { arguments: [key], endorsingOrganizations });
  return Buffer.from(value).toString();
}

/** All blocks of the chain, as the organisation's own peer serves them. */
async function chain(client: FidelityClient): Promise<common.Block[]> {
  const query = client.network.getContract('qscc');
  const info = common.BlockchainInfo.deserializeBinary(
    await query.evaluate('GetChainInfo', { arguments: ['shansu'] }),
  );
  const numbers = Array.from({ length: info.getHeight() }, (_, number) => String(number));
  return Promise.all(
    numbers.map(async (number) =>
      common.Block.deserializeBinary(
        await query.evaluate('GetBlockByNumber', { arguments: ['shansu', number] }),
      ),
    ),
  );
}

const flawsIn = (blocks: readonly common.Block[]) =>
  blocks
    .slice(1)
    .flatMap((block, index) => flawsOf(block, blocks[index]!).map((flaw) => `${index + 1}: ${flaw}`));

test('kill -9 at any moment loses nothing that was acknowledged', async () => {
  const folder = join(root, 'killed');
  const acknowledged: string[] = [];
  for (const lifeMs of [120, 47, 211]) {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', writer, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await once(child.stdout, 'data');
    await sleep(lifeMs);
    child.kill('SIGKILL');
    await once(child, 'close');
    acknowledged.push(...said.split('\n').slice(0, -1));
  }
  expect(acknowledged.length).toBeGreaterThan(3);
  await withDevnet(folder, async (client) => {
    for (const key of acknowledged)
      for (const mspId of ['EduBureauMSP', 'MarketRegMSP']) expect(await get(client, key, mspId)).toBe(key);
    expect(flawsIn(await chain(client))).toEqual([]);
    await put(client, 'afterwards');
  });
});

test('a block cut short by a crash is dropped, and the peer gets it again from the orderer', async () => {
  const folder = join(root, 'torn');
  await withDevnet(folder, (client) => put(client, 'first'));
  const whole = nodes.map((mspId) => readFileSync(blockFile(folder, mspId)));
  await withDevnet(folder, (client) => put(client, 'second'));

  const [ordered, bureaus, regulators] = nodes.map((mspId) => blockFile(folder, mspId));
  truncateSync(bureaus!, statSync(bureaus!).size - 1);
  writeFileSync(regulators!, whole[2]!);
  await withDevnet(folder, async (client) => {
    for (const mspId of ['EduBureauMSP', 'MarketRegMSP'])
      expect(await get(client, 'second', mspId)).toBe('second');
    expect(flawsIn(await chain(client))).toEqual([]);
  });

  // The orderer's own half-written block was never acknowledged by anybody.
  appendFileSync(ordered!, Buffer.of(0, 0, 16, 0, 1, 2, 3, 4, 5));
  await withDevnet(folder, async (client) => {
    await put(client, 'third');
    expect(flawsIn(await chain(client))).toEqual([]);
  });
  await withDevnet(folder, async (client) => expect(await get(client, 'third')).toBe('third'));
});

test('a flipped byte in a block file is served without complaint, and found by the hashes', async () => {
  const folder = join(root, 'flipped');
  await withDevnet(folder, async (client) => {
    for (const key of ['one', 'two', 'three', 'four']) await put(client, key);
  });
  const path = blockFile(folder, 'EduBureauMSP');
  const bytes = readFileSync(path);
  const at = bytes.indexOf('three');
  bytes[at] = 'T'.charCodeAt(0);
  writeFileSync(path, bytes);
  await withDevnet(folder, async (client) => {
    const flaws = flawsIn(await chain(client));
    expect(flaws).toHaveLength(1);
    expect(flaws[0]).toMatch(/^4: data hash$/);
  });
});

test('a folder has one master at a time', async () => {
  const folder = join(root, 'shared');
  await withDevnet(folder, async () => {
    await expect(openTestDevnet({ folder })).rejects.toThrow(/another process \(\d+\) is at work/);
  });
  await withDevnet(folder, (client) => put(client, 'alone'));
});

test('identities, ports and the chain stay from one opening to the next', async () => {
  const folder = join(root, 'kept');
  const first = await withDevnet(folder, async (client, { profile }) => {
    await put(client, 'kept');
    return profile;
  });
  await withDevnet(folder, async (client, { profile }) => {
    expect(profile).toEqual(first);
    expect(profile).toMatchObject({
      kind: 'fabric-development',
      networkLabel: 'development ledger, no outside witness',
    });
    expect(await get(client, 'kept')).toBe('kept');
  });
});
