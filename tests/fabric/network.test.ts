import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { down } from '#ledger/network/down.ts';
import { type ProfileName, profiles } from '#ledger/network/profiles.ts';
import type { FabricPrograms } from '#ledger/network/programs.ts';
import { status } from '#ledger/network/status.ts';
import { ProfileClient } from '#tests/support/fabric-client.ts';
import { keyValueContract, TestNetwork } from '#tests/support/fabric-network.ts';
import { onRealNetwork } from '#tests/support/real-network.ts';
import { TestLog } from '#tests/support/test-log.ts';

const organisations = ['EduBureauMSP', 'MarketRegMSP'];
const patience = { timeout: 30_000 };

onRealNetwork('the network', Object.keys(profiles).length + troubles().length, (programs) => {
  describe('real Fabric network', () => {
    test.each(Object.keys(profiles) as ProfileName[])('%s: a life', (profile) => live(programs, profile));
    for (const [name, run] of troubles()) test(name, () => run(programs));
  });
});

/** From an empty folder through a crash of everything to a clean end. An orderer may lag behind its consenters for a moment. */
async function live(programs: FabricPrograms, profile: ProfileName): Promise<void> {
  await using network = new TestNetwork(programs, keyValueContract);
  const first = await network.up(profile);
  expect(first.started).toEqual(network.processNames);
  expect(first.started).toHaveLength(profiles[profile].orderers + 4);
  await writeAndReadEverywhere(network, 'before', 'the crash');

  const again = await network.up();
  expect(again).toMatchObject({ started: [], adopted: network.processNames });

  network.kill(...network.processNames);
  await vi.waitUntil(() => network.leftovers().length === 0, patience);
  const restarted = await network.up(profile);
  expect(restarted).toMatchObject({ started: network.processNames, adopted: [] });
  using client = new ProfileClient(network.folder.connection('MarketRegMSP'));
  for (const mspId of organisations) expect(await client.head('before', mspId)).toBe('the crash');
  await writeAndReadEverywhere(network, 'after', 'it');

  await vi.waitFor(
    async () => {
      const heights = Object.values((await status(network.folder))!.heights);
      expect(heights).toHaveLength(profiles[profile].orderers);
      for (const height of heights) expect(height).toBeGreaterThanOrEqual(8);
    },
    { timeout: 30_000, interval: 250 },
  );

  expect((await down(network.folder)).sort()).toEqual([...network.processNames].sort());
  expect(network.leftovers()).toEqual([]);
}

type Trouble = readonly [name: string, run: (programs: FabricPrograms) => Promise<void>];

function troubles(): readonly Trouble[] {
  return [
    ['an up that is killed half-way leaves nothing that the next one cannot use', afterKilledUp],
    ['what is missing is started again, what runs is left alone', afterLosingOne],
    ['raft3: orders again after any one orderer is gone', (programs) => withoutOrderer(programs, 'raft3')],
    ['bft4: orders again after its first leader is gone', (programs) => withoutOrderer(programs, 'bft4')],
    [
      'a chaincode program that will not start fails the up, which leaves nothing running',
      withBrokenChaincode,
    ],
    ['a port taken meanwhile is named', withPortTaken],
    ['the witness keeps a log through a crash of everything, and refuses another history', witnessing],
  ];
}

async function afterKilledUp(programs: FabricPrograms): Promise<void> {
  await using network = new TestNetwork(programs, keyValueContract);
  const main = fileURLToPath(new URL('../../ledger/network/main.ts', import.meta.url));
  const args = [
    main,
    'up',
    '--profile',
    'raft3',
    '--dir',
    network.folder.root,
    '--chaincode',
    keyValueContract,
  ];
  const command = spawn(process.execPath, args, { stdio: 'ignore' });
  await vi.waitUntil(() => existsSync(network.folder.pidFile('witness-market-reg')), patience);
  command.kill('SIGKILL');
  await once(command, 'exit');
  expect(existsSync(network.folder.lock)).toBe(true);

  const report = await network.up();
  expect(report).toMatchObject({ started: [], adopted: network.processNames, plan: { profile: 'raft3' } });
  await writeAndReadEverywhere(network, 'key', 'value');
}

async function afterLosingOne(programs: FabricPrograms): Promise<void> {
  await using network = new TestNetwork(programs, keyValueContract);
  await network.up('solo');
  const orderer = network.pid('orderer-data-bureau');
  network.kill('peer-market-reg', 'witness-edu-bureau');
  await vi.waitUntil(() => !network.pid('peer-market-reg') && !network.pid('witness-edu-bureau'), patience);
  const report = await network.up();
  expect(report.started).toEqual(['peer-market-reg', 'witness-edu-bureau']);
  expect(network.pid('orderer-data-bureau')).toBe(orderer);
  await writeAndReadEverywhere(network, 'key', 'value');
}

/** Under SmartBFT this orderer leads first; under Raft it may or may not. Writes may fail until there is a new leader. */
async function withoutOrderer(programs: FabricPrograms, profile: ProfileName): Promise<void> {
  await using network = new TestNetwork(programs, keyValueContract);
  await network.up(profile);
  network.kill('orderer-data-bureau');
  await vi.waitUntil(() => !network.pid('orderer-data-bureau'), patience);
  await vi.waitFor(() => writeAndReadEverywhere(network, 'key', 'value'), { timeout: 60_000, interval: 250 });
  await writeAndReadEverywhere(network, 'key', 'another value');
}

async function withBrokenChaincode(programs: FabricPrograms): Promise<void> {
  await using network = new TestNetwork(programs, '/nowhere/chaincode.ts');
  await expect(network.up('solo')).rejects.toThrow(/witness-.* ended.*Cannot find module/s);
  expect(network.leftovers()).toEqual([]);
}

async function withPortTaken(programs: FabricPrograms): Promise<void> {
  await using network = new TestNetwork(programs, keyValueContract);
  const { plan } = await network.up('solo');
  await down(network.folder);
  const { port } = plan.peers[1]!;
  const squatter = createServer().listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  await expect(network.up()).rejects.toThrow(`port ${port} of peer-market-reg is taken by another program`);
  expect(network.leftovers()).toEqual([]);
  squatter.close();
}

/** The repository's own chaincode, as `up` starts it when told nothing else. */
async function witnessing(programs: FabricPrograms): Promise<void> {
  await using network = new TestNetwork(programs);
  await network.up('solo');
  const log = new TestLog('log.example/district-1');
  const forged = new TestLog(log.origin, { from: 2, content: 'forged entry' });
  {
    using bureau = new ProfileClient(network.folder.connection('EduBureauMSP'));
    expect(await bureau.submit('Anchor', ...(await log.anchorArguments(0, 5)))).toBe('anchored');
    expect(await bureau.submit('Anchor', ...(await log.anchorArguments(0, 5)))).toBe('dup');
  }
  network.kill(...network.processNames);
  await network.up();

  using bureau = new ProfileClient(network.folder.connection('EduBureauMSP'));
  for (const mspId of organisations) {
    const head = JSON.parse(await bureau.head(log.origin, mspId));
    expect(head).toMatchObject({ size: 5, note: log.note(5), organisation: 'EduBureauMSP' });
  }
  await expect(bureau.submit('Anchor', ...(await forged.anchorArguments(5, 9)))).rejects.toMatchObject({
    details: [{ message: expect.stringContaining('fork: ') }],
  });
  using regulator = new ProfileClient(network.folder.connection('MarketRegMSP'));
  await expect(regulator.submit('Anchor', ...(await log.anchorArguments(5, 9)))).rejects.toMatchObject({
    details: [{ message: expect.stringContaining('organisation-not-owner: ') }],
  });
  expect(await bureau.submit('Anchor', ...(await log.anchorArguments(5, 9)))).toBe('anchored');
}

/** Writes as the education bureau, then waits until both organisations' peers show it. */
async function writeAndReadEverywhere(network: TestNetwork, key: string, value: string): Promise<void> {
  using client = new ProfileClient(network.folder.connection('EduBureauMSP'));
  await client.submit('put', key, value);
  for (const mspId of organisations) {
    await vi.waitUntil(async () => (await client.head(key, mspId)) === value, patience);
  }
}
