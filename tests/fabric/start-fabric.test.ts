import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { NetworkFolder } from '#ledger/network/folder.ts';
import { fabricVersion } from '#ledger/network/programs.ts';
import { lockFolder } from '#ledger/process/lock-folder.ts';
import { LogKeys } from '#services/anchors/index.ts';
import { check } from '#services/check.ts';
import { readDemoGuide } from '#services/demo-guide.ts';
import { launchBrowser } from '#tests/support/browser.ts';
import { receiveCabbage } from '#tests/support/delivery-over-http.ts';
import { leftoversOf, releaseOf } from '#tests/support/fabric-network.ts';
import { ledgerInUse } from '#tests/support/ledgers-in-use.ts';
import { phone, verdictOn } from '#tests/support/phone.ts';
import { onRealNetwork } from '#tests/support/real-network.ts';
import { ServerProcess } from '#tests/support/server.ts';
import { TRUST_TEXT } from '#tests/unit/ledger/witnessed.ts';

/** `npm run start:fabric`, from the command to a proof that outlives it. */

const root = mkdtempSync(join(tmpdir(), 'shansu-start-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
const newDataDir = (): string => join(root, `data-${folders++}`);

const startFabric = (dataDir: string, args: readonly string[] = [], env: Record<string, string> = {}) =>
  ServerProcess.on({ DATA_DIR: dataDir, DEMO_SIZE: 'small', ...env }, ['services/start-fabric.ts', ...args]);

/** Everything that runs for a data folder: the network's processes and the database. */
function running(dataDir: string): string[] {
  const postmaster = join(dataDir, 'postgres', 'postmaster.pid');
  return [
    ...leftoversOf(new NetworkFolder(join(dataDir, 'fabric'))),
    ...(existsSync(postmaster) ? ['postgres'] : []),
  ];
}

async function ended(server: ServerProcess): Promise<number | null> {
  await vi.waitUntil(() => !server.isRunning, { timeout: 60_000 });
  return await server.end('SIGKILL');
}

test('without Fabric’s programs it says in both languages what to do, and leaves nothing', async () => {
  const dataDir = newDataDir();
  await using server = await startFabric(dataDir, [], { FABRIC_BIN: root });
  server.launch();
  expect(await ended(server)).toBe(1);
  for (const words of ['没有找到', '官方发布包', 'no folder holds both', fabricVersion, 'docker compose'])
    expect(server.output).toContain(words);
  expect(existsSync(dataDir)).toBe(false);
});

test('wrong usage is told from failure', async () => {
  await using server = await startFabric(newDataDir(), ['--profile', 'raft2']);
  server.launch();
  expect(await ended(server)).toBe(2);
  expect(server.output).toContain('--profile solo|raft3|bft4');
});

/** A folder that seems to hold Fabric's programs, of a version that is refused before anything runs. */
function oldPrograms(): string {
  const folder = mkdtempSync(join(root, 'old-'));
  for (const name of ['peer', 'orderer'])
    writeFileSync(join(folder, name), '#!/bin/sh\necho Version: v2.5.16\n', { mode: 0o755 });
  return folder;
}

/** It refuses with these words, without a stack, and makes no network. */
async function requireRefusal(dataDir: string, words: readonly string[], takenPort?: Server) {
  await using server = await startFabric(dataDir, [], { FABRIC_BIN: oldPrograms() });
  if (takenPort) await once(takenPort.listen(Number(new URL(server.url).port), '127.0.0.1'), 'listening');
  server.launch();
  expect(await ended(server)).toBe(1);
  for (const word of words) expect(server.output).toContain(word);
  expect(server.output).not.toMatch(/^ {4}at /m);
  expect(existsSync(join(dataDir, 'fabric', 'material'))).toBe(false);
}

test('a port that is taken is named before a network is made', async () => {
  const other = createServer();
  await requireRefusal(newDataDir(), ['Cannot listen on 127.0.0.1:'], other);
  other.close();
});

test('a data folder that is none is named', async () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  await requireRefusal(file, ['DATA_DIR cannot be used', file]);
});

test('a second start beside a running one is told who has the folder', async () => {
  const dataDir = newDataDir();
  using _ = lockFolder({ root: dataDir, lock: join(dataDir, 'start-fabric.lock') });
  await requireRefusal(dataDir, ['The product cannot start', String(process.pid), dataDir]);
});

test('a network that cannot start is told in a sentence', async () => {
  await requireRefusal(newDataDir(), ['The Fabric network cannot start', 'v2.5.16']);
});

type Trial = readonly [name: string, run: () => Promise<void>];

const onTheNetwork: readonly Trial[] = [
  ['a delivery gets a proof of two organisations, which holds when all has ended', proofThatOutlives],
  ['killed, it leaves a network that the next start takes over and ends', takeOver],
  ['told to end while the network comes up, it leaves nothing', endedEarly],
  ['a data folder of the development ledger is refused, and stays as it is', refuseMixture],
];

onRealNetwork('start:fabric', onTheNetwork.length, (programs) => {
  describe('on a real network', () => {
    let use: Disposable;
    beforeAll(() => {
      use = ledgerInUse(releaseOf(programs));
    });
    afterAll(() => use[Symbol.dispose]());
    for (const [name, run] of onTheNetwork) test(name, run, 300_000);
  });
});

async function proofThatOutlives(): Promise<void> {
  const dataDir = newDataDir();
  const unlimited = { PUBLIC_REQUESTS_PER_MINUTE: '100000' };
  await using server = await startFabric(dataDir, [], unlimited);
  await server.start();
  expect(server.output).toContain('由两家机构确认 / Confirmed by two organisations');
  expect(server.output).not.toMatch(/开发账本|[Dd]evelopment ledger/);
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({
    status: 'ready',
    ledger: { zh: '由两家机构确认', en: 'Confirmed by two organisations' },
  });

  const { lots } = await receiveCabbage(server.url, readDemoGuide(dataDir)!);
  const page = `${server.url}/T/${lots[0]!.code}`;
  const bundle = await vi.waitUntil(
    async () => {
      const answer = await fetch(`${page}/bundle.json`);
      const text = await answer.text();
      return answer.ok && JSON.parse(text).witness.kind === 'fabric' && text;
    },
    { timeout: 30_000, interval: 100 },
  );
  const { attestations } = JSON.parse(bundle).witness;
  expect(attestations.map(({ organisation }: { organisation: string }) => organisation)).toEqual([
    'EduBureauMSP',
    'MarketRegMSP',
  ]);

  await sayWhoConfirms(server.url, page);

  expect(await server.end('SIGTERM')).toBe(0);
  expect(running(dataDir)).toEqual([]);
  await expect(fetch(page)).rejects.toThrow();
  const file = join(root, 'proof.json');
  writeFileSync(file, bundle);
  const { exit, output } = await check([file], dataDir);
  expect(output).toContain('由两家机构确认 / Confirmed by two organisations');
  expect(exit).toBe(0);
}

/** The public page in a browser, after it has checked the proof itself; the same without scripts; and a page of the staff. */
async function sayWhoConfirms(url: string, page: string): Promise<void> {
  const plain = await (await fetch(page, { headers: { 'accept-language': 'zh-CN' } })).text();
  expect(plain).toContain('由两家机构确认');
  const browser = await launchBrowser();
  await using _ = { [Symbol.asyncDispose]: () => browser.close() };
  for (const [locale, sentence] of [
    ['zh-CN', '由两家机构确认：教育局、市场监管局'],
    ['en-GB', 'Confirmed by two organisations: Education Bureau and Market Regulator'],
  ] as const) {
    await using parent = await phone(browser, { locale });
    await parent.page.goto(page);
    expect(await verdictOn(parent.page)).toContain(sentence);
    expect(await parent.page.getAttribute('#verdict', 'class')).toContain('verdict-ok');
    expect(parent.faults).toEqual([]);
  }
  await using staff = await phone(browser);
  await staff.page.goto(`${url}/sign-in`);
  expect(await staff.page.innerText('footer')).toBe('证明：由两家机构确认');
  for (const text of [plain, await staff.page.content()])
    expect(text).not.toMatch(/开发账本|[Dd]evelopment ledger/);
}

async function takeOver(): Promise<void> {
  const dataDir = newDataDir();
  await using server = await startFabric(dataDir, ['--profile', 'raft3']);
  await server.start();
  await server.end('SIGKILL');
  const left = running(dataDir);
  expect(left).toHaveLength(3 + 4 + 1);

  server.output = '';
  await server.start();
  const ready = server.output.split('\n').find((text) => text.includes('Fabric network ready'))!;
  expect(JSON.parse(ready)).toMatchObject({ profile: 'raft3', started: [], adopted: { length: 7 } });
  expect(await server.end('SIGINT')).toBe(0);
  expect(running(dataDir)).toEqual([]);
}

async function endedEarly(): Promise<void> {
  const dataDir = newDataDir();
  await using server = await startFabric(dataDir);
  server.launch();
  await vi.waitUntil(() => running(dataDir).length > 0 || !server.isRunning, {
    timeout: 60_000,
    interval: 20,
  });
  expect(await server.end('SIGTERM')).toBe(0);
  expect(server.output).not.toContain('writing the demo');
  expect(running(dataDir)).toEqual([]);
}

async function refuseMixture(): Promise<void> {
  const dataDir = newDataDir();
  const [ledger] = JSON.parse(TRUST_TEXT).ledgers;
  new LogKeys(dataDir).admitLedger({ ...ledger, kind: 'fabric-development' });
  const trusted = readFileSync(join(dataDir, 'trust.json'), 'utf8');
  await using server = await startFabric(dataDir);
  server.launch();
  expect(await ended(server)).toBe(1);
  expect(server.output).toContain('must not be mixed');
  expect(existsSync(join(dataDir, 'fabric'))).toBe(false);
  expect(readFileSync(join(dataDir, 'trust.json'), 'utf8')).toBe(trusted);
}
