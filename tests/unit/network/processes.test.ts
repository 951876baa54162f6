import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { findFreePorts, isFree } from '#ledger/fabric-wire/free-ports.ts';
import { down } from '#ledger/network/down.ts';
import { NetworkFolder } from '#ledger/network/folder.ts';
import type { ProcessSpec } from '#ledger/network/process/process-spec.ts';
import { endProcess, findRunning } from '#ledger/network/process/running-process.ts';
import { marker, startProcess } from '#ledger/network/process/start-process.ts';
import { waitUntilServing } from '#ledger/network/process/wait-until-serving.ts';
import { lockFolder } from '#ledger/process/lock-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'shansu-processes-'));
const environment = { PATH: process.env.PATH!, HOME: root };
let folders = 0;
const opened: NetworkFolder[] = [];
afterAll(async () => {
  for (const folder of opened) await down(folder);
  rmSync(root, { recursive: true });
});

function newFolder(): NetworkFolder {
  folders += 1;
  const folder = new NetworkFolder(join(root, String(folders)));
  mkdirSync(folder.root);
  opened.push(folder);
  return folder;
}

const node = (script: string, ports: readonly number[] = []): ProcessSpec => ({
  name: 'program',
  command: process.execPath,
  arguments: ['-e', script],
  environment: { GREETING: 'good morning' },
  ports,
});
const running = (folder: NetworkFolder) => findRunning(folder.pidFile('program'), marker(folder, 'program'));
const listen = (port: number) => `require('node:net').createServer().listen(${port}, '127.0.0.1')`;

describe('a process of a network', () => {
  test('serves, gets only what it is given, writes to its log, and is ended', async () => {
    const folder = newFolder();
    const [port] = await findFreePorts(1);
    const script = `console.log(process.env.GREETING, process.env.VITEST); ${listen(port!)}`;
    await startProcess(folder, node(script, [port!]), environment);
    await waitUntilServing(folder, node(script, [port!]));
    expect(running(folder)).toBe(Number(readFileSync(folder.pidFile('program'), 'utf8')));
    expect(readFileSync(folder.log('program'), 'utf8')).toBe('good morning undefined\n');
    expect(await isFree(port!)).toBe(false);
    expect(await down(folder)).toEqual(['program']);
    expect(running(folder)).toBeUndefined();
    expect(await isFree(port!)).toBe(true);
    expect(await down(folder)).toEqual([]);
  });

  test('that ends early is reported with the end of its log', async () => {
    const folder = newFolder();
    const [port] = await findFreePorts(1);
    const spec = node(`console.error('no licence'); process.exit(3)`, [port!]);
    await startProcess(folder, spec, environment);
    await expect(waitUntilServing(folder, spec)).rejects.toThrow(/program ended.*\n.*no licence/s);
  });

  test('takes what it started with it', async () => {
    const folder = newFolder();
    const child = `setInterval(() => {}, 1000)`;
    const script = `const c = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]);
      console.log(c.pid); setInterval(() => {}, 1000)`;
    await startProcess(folder, node(script), environment);
    const childPid = await vi.waitUntil(() => Number(readFileSync(folder.log('program'), 'utf8')), {
      timeout: 30_000,
    });
    process.kill(childPid, 0);
    await endProcess(folder.pidFile('program'), marker(folder, 'program'));
    await vi.waitUntil(() => hasEnded(childPid), { timeout: 30_000 });
  });

  test('is told from a later process that happens to have its number', async () => {
    const folder = newFolder();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    mkdirSync(dirname(folder.pidFile('program')), { recursive: true });
    writeFileSync(folder.pidFile('program'), `${stranger.pid}\n`);
    expect(running(folder)).toBeUndefined();
    expect(await down(folder)).toEqual([]);
    expect(hasEnded(stranger.pid!)).toBe(false);
    stranger.kill('SIGKILL');
    await once(stranger, 'exit');
  });
});

describe('the lock of a folder', () => {
  test('admits one at a time', () => {
    const folder = newFolder();
    {
      using _lock = lockFolder(folder);
      expect(() => lockFolder(folder)).toThrow(`process (${process.pid}) is at work`);
    }
    lockFolder(folder)[Symbol.dispose]();
  });

  test('of a command that was killed is taken over', async () => {
    const folder = newFolder();
    const lockUrl = new URL('../../../ledger/process/lock-folder.ts', import.meta.url).href;
    const folderUrl = new URL('../../../ledger/network/folder.ts', import.meta.url).href;
    const holder = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import { lockFolder } from '${lockUrl}'; import { NetworkFolder } from '${folderUrl}';
       lockFolder(new NetworkFolder('${folder.root}')); console.log('held'); setInterval(() => {}, 1000)`,
    ]);
    await once(holder.stdout, 'data');
    expect(() => lockFolder(folder)).toThrow(`process (${holder.pid})`);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    lockFolder(folder)[Symbol.dispose]();
  });

  test('of a dead process goes to one of those that find it', async () => {
    const folder = newFolder().root;
    const locks = Array.from({ length: 200 }, (_, i) => join(folder, `lock-${i}`));
    for (const [i, lock] of locks.entries()) writeFileSync(lock, `${2 ** 30} ${i}`);
    const takers = [1, 2, 3].map(() => takerOf(folder, locks));
    await Promise.all(takers.map((taker) => said(taker, 'ready')));
    writeFileSync(join(folder, 'go'), String(Date.now() + 50));
    const held = await Promise.all(takers.map((taker) => said(taker, /\[.*\]/)));
    for (const taker of takers) taker.kill('SIGKILL');
    await Promise.all(takers.map((taker) => taker.exitCode ?? taker.signalCode ?? once(taker, 'exit')));
    const taken = held.flatMap((text): number[] => JSON.parse(text)).sort((one, other) => one - other);
    expect(taken).toEqual(locks.map((_, i) => i));
  }, 60_000);
});

/** A process that tries for each of some locks when the others do, says which it has got, and keeps them. */
function takerOf(folder: string, locks: readonly string[]) {
  const lockUrl = new URL('../../../ledger/process/lock-folder.ts', import.meta.url).href;
  const script = `
    import { existsSync, readFileSync } from 'node:fs';
    import { lockFolder } from '${lockUrl}';
    const go = '${join(folder, 'go')}';
    console.log('ready');
    let at;
    while (!at) at = existsSync(go) && Number(readFileSync(go, 'utf8'));
    const held = [];
    for (const [i, lock] of ${JSON.stringify(locks)}.entries()) {
      while (Date.now() < at + 3 * i);
      try { lockFolder({ root: lock, lock }); held.push(i); } catch {}
    }
    console.log(JSON.stringify(held));
    setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ['--input-type=module', '-e', script]);
}

/** What a process says first that looks like this. */
async function said({ stdout }: ReturnType<typeof takerOf>, word: string | RegExp): Promise<string> {
  let text = '';
  while (!text.match(word)) text += (await once(stdout, 'data'))[0];
  return text.match(word)![0];
}

test('free ports are free, different, and outside the range of outgoing connections', async () => {
  const ports = await findFreePorts(20);
  expect(new Set(ports).size).toBe(20);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  const taken = createServer();
  await new Promise<void>((settle) => taken.listen(ports[0], '127.0.0.1', settle));
  expect(await isFree(ports[0]!)).toBe(false);
  await new Promise((settle) => taken.close(settle));
});

function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return true;
  }
}
