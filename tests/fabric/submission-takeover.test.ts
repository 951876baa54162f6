import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DevnetFolder } from '#ledger/devnet/devnet-folder.ts';
import { readConnectionProfile } from '#ledger/fabric/read-connection-profile.ts';
import { openSubmissionFiles } from '#ledger/fabric/submissions.ts';
import { ledgerOf, TestDevnet } from '#tests/support/fabric-ledger.ts';
import { TestNetwork } from '#tests/support/fabric-network.ts';
import { onRealNetwork } from '#tests/support/real-network.ts';
import { TestLog } from '#tests/support/test-log.ts';

/** A process that signed a transaction and did not come to send it, and the one that finds the bytes it kept. */

const program = fileURLToPath(new URL('../support/anchoring-process.ts', import.meta.url));
const submissionsFolder = mkdtempSync(join(tmpdir(), 'shansu-submissions-'));
afterAll(() => rmSync(submissionsFolder, { recursive: true }));

let logs = 0;

/** A process of its own that has kept its signed bytes and has sent them to nobody. */
async function processThatSaved(profilePath: string) {
  const log = new TestLog(`log.example/takeover-${logs++}`);
  const child: ChildProcess = spawn('node', [program, profilePath, submissionsFolder, log.origin], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = once(child, 'close');
  await expect.poll(() => output, { timeout: 60_000 }).toBe('saved\n');
  const submissions = await openSubmissionFiles(submissionsFolder);
  const saved = (await submissions.load(log.origin))!;
  return { log, child, ended, submissions, saved, told: () => output.trimEnd().split('\n') };
}

function takeovers(profilePath: () => string): void {
  const open = async () =>
    ledgerOf(readConnectionProfile(profilePath()), await openSubmissionFiles(submissionsFolder));

  test('killed between keeping and sending: the next one sends the very same bytes, once', async () => {
    const { log, child, ended, submissions, saved } = await processThatSaved(profilePath());
    child.kill('SIGKILL');
    await ended;
    await using second = await open();
    expect(await second.latest(log.origin)).toBeUndefined();
    const { transactionId } = saved;
    expect(await second.publish(await log.publication(0, 3))).toMatchObject({ size: 3, transactionId });
    expect(await submissions.load(log.origin)).toBeUndefined();
    expect(await second.latest(log.origin)).toMatchObject({ size: 3, transactionId });
  });

  test('killed, and the log grew meanwhile: the newer checkpoint is anchored, the kept bytes are dropped', async () => {
    const { log, child, ended, submissions, saved } = await processThatSaved(profilePath());
    child.kill('SIGKILL');
    await ended;
    await using second = await open();
    const anchoring = await second.publish(await log.publication(0, 5));
    expect(anchoring.transactionId).not.toBe(saved.transactionId);
    expect(await second.at(log.origin, 3)).toBeUndefined();
    expect(await submissions.load(log.origin)).toBeUndefined();
  });

  test('only held up, and sending after all when another has sent for it: both have the same anchoring', async () => {
    const { log, child, ended, submissions, saved, told } = await processThatSaved(profilePath());
    await using second = await open();
    const { transactionId } = await second.publish(await log.publication(0, 3));
    expect(transactionId).toBe(saved.transactionId);
    child.stdin!.write('\n');
    await ended;
    expect(told()).toEqual(['saved', transactionId]);
    expect(await submissions.load(log.origin)).toBeUndefined();
    expect(await second.publish(await log.publication(3, 5))).toMatchObject({ size: 5 });
  });
}

describe('on the development ledger', () => {
  let network: TestDevnet;
  beforeAll(async () => {
    network = await TestDevnet.open();
  });
  afterAll(() => network[Symbol.asyncDispose]());
  takeovers(() => new DevnetFolder(join(network.folder, 'network')).connection('EduBureauMSP'));
});

onRealNetwork('taking over what was signed', 3, (programs) => {
  describe('on a real network', () => {
    const network = new TestNetwork(programs);
    beforeAll(async () => void (await network.up('solo')));
    afterAll(() => network[Symbol.asyncDispose]());
    takeovers(() => network.folder.connection('EduBureauMSP'));
  });
});
