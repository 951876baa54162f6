import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatBundle } from '#ledger/bundle.ts';
import { parseCanonical } from '#ledger/canonical.ts';
import { witnessContract } from '#ledger/chaincode/witness.ts';
import { DevnetFolder } from '#ledger/devnet/devnet-folder.ts';
import { openFabricLedger } from '#ledger/fabric/open-ledger.ts';
import { openSubmissionFiles } from '#ledger/fabric/submissions.ts';
import type { Ledger } from '#ledger/port.ts';
import { type SignerKey, signCheckpoint } from '#ledger/sign.ts';
import { newestCheckpoint } from '#services/anchors/checkpoints.ts';
import type { KeyChangeStep } from '#services/anchors/index.ts';
import { check } from '#services/check.ts';
import { read } from '#services/context.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { audit } from '#tests/support/audit.ts';
import {
  bundleOf,
  changeKey,
  changeKeyOn,
  keyChangeSteps,
  runKeyChange,
  verdictOn,
} from '#tests/support/key-change.ts';
import { anchor, appendSome, sequence } from '#tests/support/log.ts';
import { onSecondVerifier, secondVerdictsOn } from '#tests/support/second-verifier.ts';
import { ServerProcess } from '#tests/support/server.ts';
import { openTestDevnet } from '#tests/support/test-devnet.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

/** A log with an anchored record, and what a test wants to know of it. */
async function runningLog() {
  const { districtId, operator } = await t.district();
  const { divisionCode, origin } = await t.owner
    .selectFrom('districts')
    .select(['divisionCode', 'origin'])
    .where('id', '=', districtId)
    .executeTakeFirstOrThrow();
  const next = async () => {
    const [recordId] = await appendSome(operator.ctx, 1);
    await sequence(t);
    await anchor(t);
    return recordId as string;
  };
  const first = await next();
  const signersOf = async (recordId: string) => {
    const verdict = verdictOn(t, await bundleOf(t, districtId, recordId));
    if (!verdict.ok) throw new Error(verdict.failure.code);
    return verdict.signers;
  };
  const changes = async () => {
    const rows = await t.owner
      .selectFrom('records')
      .select(['id', 'canonical'])
      .where('districtId', '=', districtId)
      .where('type', '=', 'log-key-changed')
      .execute();
    return rows.map(({ id, canonical }) => ({ id, ...(parseCanonical(canonical) as object) }));
  };
  const findings = async () => (await audit(t, divisionCode)).findings;
  const ranges = () => t.logKeys.file.keysOf(origin);
  return {
    ...{ districtId, divisionCode, origin, operator, first },
    next,
    signersOf,
    changes,
    findings,
    ranges,
  };
}

type Log = Awaited<ReturnType<typeof runningLog>>;
const nameOf = (vkey: string) => vkey.split('+').slice(0, 2).join('+');

/** However the change came about: two keys, one announcement, each proof by those who signed then, nothing found. */
async function requireChanged(log: Log, cause = 'routine'): Promise<void> {
  const [old, young, ...more] = log.ranges();
  expect(more).toEqual([]);
  const [change, ...others] = await log.changes();
  expect(others).toEqual([]);
  const { origin } = log;
  expect(change).toMatchObject({ origin, retires: old!.vkey, admits: young!.vkey, cause });
  const later = await log.next();
  expect(await log.signersOf(log.first)).toEqual([nameOf(old!.vkey)]);
  expect(await log.signersOf(change!.id)).toEqual([nameOf(old!.vkey), nameOf(young!.vkey)]);
  expect(await log.signersOf(later)).toEqual([nameOf(young!.vkey)]);
  const files = readdirSync(join(t.config.dataDir, 'keys', 'logs'));
  const own = files.filter((file) => file.startsWith(encodeURIComponent(log.origin)));
  expect(own.map((file) => file.replace('.key', ''))).toEqual([
    nameOf(young!.vkey).replace(log.origin, encodeURIComponent(log.origin)),
  ]);
  expect(await log.findings()).toEqual([]);
}

const secretOf = (log: Log): SignerKey => t.logKeys.signers(log.origin, undefined)[0]!;

/** The proof of a record that is written now, and the same by a checkpoint that a key signed which counts no more. */
async function forgedBy(log: Log, retired: SignerKey) {
  const recordId = await log.next();
  const genuine = await bundleOf(t, log.districtId, recordId);
  const { size, root } = (await newest(log))!;
  const checkpoint = signCheckpoint({ origin: log.origin, size, root }, retired);
  return { genuine, forged: formatBundle({ ...JSON.parse(genuine), checkpoint }), size, root };
}

describe('a log changes its key', () => {
  test('by a checkpoint that both sign; the old one is refused from then on, by readers and by the ledger', async () => {
    const log = await runningLog();
    const old = secretOf(log);
    const early = await bundleOf(t, log.districtId, log.first);
    expect(await changeKey(t, log.districtId)).toEqual(keyChangeSteps);
    expect(verdictOn(t, early)).toMatchObject({ ok: true });
    await requireChanged(log);

    const { forged, size, root } = await forgedBy(log, old);
    expect(verdictOn(t, forged)).toMatchObject({ failure: { code: 'signer-out-of-range', size } });
    const ledger = await t.ledger.open();
    await expect(
      ledger.publish({
        ...{
          origin: log.origin,
          size: size + 1,
          root,
          note: signCheckpoint({ origin: log.origin, size: size + 1, root }, old),
        },
        ...{ previousSize: size, consistencyProof: [] },
      }),
    ).rejects.toThrow('unknown-signer');
  });

  onSecondVerifier('a change of the log key', 1, (python) =>
    test('and the second verifier says the same', async () => {
      const log = await runningLog();
      const old = secretOf(log);
      const early = await bundleOf(t, log.districtId, log.first);
      await changeKey(t, log.districtId);
      const { genuine, forged } = await forgedBy(log, old);
      expect(secondVerdictsOn(python, t.logKeys.trustFile(), [early, genuine, forged])).toEqual([
        ...['verified', 'verified', 'signer-out-of-range'],
      ]);
    }),
  );

  test('again a day later, or when that is what is asked for', async () => {
    const log = await runningLog();
    await changeKey(t, log.districtId);
    expect(await changeKey(t, log.districtId)).toEqual(['already']);
    expect(log.ranges()).toHaveLength(2);
    await changeKey(t, log.districtId, { cause: 'routine', again: true });
    t.clock.advance(24 * 60 * 60_000);
    await changeKey(t, log.districtId);
    expect(log.ranges()).toHaveLength(4);
    expect(await log.changes()).toHaveLength(3);
    await log.next();
    expect(await log.findings()).toEqual([]);
  });

  test('that was stolen: what its thief signs counts no more, what organisations attested does', async () => {
    const log = await runningLog();
    const [unanchored] = await appendSome(log.operator.ctx, 1);
    await sequence(t);
    const alone = await bundleOf(t, log.districtId, unanchored!);
    const attested = await bundleOf(t, log.districtId, log.first);
    expect(verdictOn(t, alone)).toMatchObject({ ok: true, witness: { kind: 'none' } });
    await changeKey(t, log.districtId, { cause: 'stolen' });
    expect(verdictOn(t, alone)).toMatchObject({ failure: { code: 'signer-stolen' } });
    expect(verdictOn(t, attested)).toMatchObject({ ok: true });
    expect(verdictOn(t, await bundleOf(t, log.districtId, unanchored!))).toMatchObject({ ok: true });
    await requireChanged(log, 'stolen');
    expect(log.ranges()).toMatchObject([{ stolen: true }, { fromSize: expect.any(Number) }]);
    expect(log.ranges()[1]).not.toHaveProperty('stolen');
  });

  test('that was lost: nothing is signed until another is opened, nothing anchored until it is admitted', async () => {
    const log = await runningLog();
    const early = await bundleOf(t, log.districtId, log.first);
    const [old] = log.ranges();
    rmSync(t.logKeys.folder.pathOf(old!.vkey));
    const [waiting] = await appendSome(log.operator.ctx, 1);
    await sequence(t);
    await expect(bundleOf(t, log.districtId, waiting!)).rejects.toThrow();
    await expect(changeKey(t, log.districtId)).rejects.toThrow('the key is not in');

    await t.ledger.close();
    const admittedKeys: string[] = [];
    const told: KeyChangeStep[] = [];
    {
      await using ledger = await ledgerThatAdmits(admittedKeys);
      await changeKeyOn(ledger, t, { districtId: log.districtId, cause: 'lost' }, (step, { admits }) => {
        told.push(step);
        if (step === 'announced') admittedKeys.push(nameOf(admits));
      });
    }
    expect(told).toEqual(keyChangeSteps);
    const [ended, young] = log.ranges();
    expect(ended).toEqual({ ...old, untilSize: young!.fromSize - 1 });
    expect(verdictOn(t, early)).toMatchObject({ ok: true });
    expect(await log.signersOf(waiting!)).toEqual([nameOf(young!.vkey)]);
    const later = await log.next();
    expect(verdictOn(t, await bundleOf(t, log.districtId, later))).toMatchObject({
      ok: true,
      witness: { kind: 'fabric-development' },
    });
    expect(await log.findings()).toEqual([]);
  });

  test('and `check` says who signed', async () => {
    const log = await runningLog();
    await changeKey(t, log.districtId);
    const [change] = await log.changes();
    const folder = mkdtempSync(join(tmpdir(), 'shansu-check-'));
    try {
      writeFileSync(join(folder, 'proof.json'), await bundleOf(t, log.districtId, change!.id));
      const { exit, output } = await check([join(folder, 'proof.json')], t.config.dataDir);
      expect(exit).toBe(0);
      for (const { vkey } of log.ranges()) expect(output).toContain(nameOf(vkey));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** Statements at which the connection breaks, before or after they were carried out. */
const steps: readonly (readonly [string, RegExp, RegExp?])[] = [
  ['the sequencer is held back, to open the new key', /from "leases" where "name" = \$1 for update/],
  ['announced', /insert into "records"/],
  ['announcement committed', /^commit$/, /insert into "records"/],
  ['looking what the ledger holds', /from "anchorings" inner join "checkpoints"/],
];

describe.for(steps)('the change breaks off: %s', ([, statement, having]) => {
  test.for(['before', 'after'] as const)(
    '%s it was carried out; asked for again, it goes on',
    async (when) => {
      const log = await runningLog();
      t.faults.plan({ when, statement, ...(having && { having }) });
      await expect(changeKey(t, log.districtId)).rejects.toThrow('planned fault');
      expect(t.faults.left).toBe(0);
      expect((await changeKey(t, log.districtId)).at(-1)).toBe('removed');
      await requireChanged(log);
    },
  );
});

test('a change that was begun for one cause is not finished for another', async () => {
  const log = await runningLog();
  t.faults.plan({ when: 'after', statement: /^commit$/, having: /insert into "records"/ });
  await expect(changeKey(t, log.districtId, { cause: 'stolen' })).rejects.toThrow('planned fault');
  await expect(changeKey(t, log.districtId)).rejects.toThrow('as stolen');
  await changeKey(t, log.districtId, { cause: 'stolen' });
  await requireChanged(log, 'stolen');
});

const keysOf = (log: Log) => log.ranges().map(({ vkey, stolen }) => ({ vkey, isStolen: stolen === true }));

/** A change by plan that ended before its last step, which removes the old secret. */
async function almostDone(log: Log): Promise<void> {
  const ledger = await t.ledger.open();
  const change = changeKeyOn(ledger, t, { districtId: log.districtId, cause: 'routine' }, (step) => {
    if (step === 'retired') throw new Error('killed');
  });
  await expect(change).rejects.toThrow('killed');
  expect(t.logKeys.folder.ofLog(log.origin)).toHaveLength(2);
}

test.for([false, true])(
  'what an interrupted change left to do is done, and nothing else; again: %s',
  async (again) => {
    const log = await runningLog();
    await almostDone(log);
    expect(await changeKey(t, log.districtId, { cause: 'routine', again })).toEqual(['removed']);
    await requireChanged(log);
  },
);

test('what an interrupted change left to do is no answer to a stolen key', async () => {
  const log = await runningLog();
  await almostDone(log);
  const [, young] = keysOf(log);
  expect(await changeKey(t, log.districtId, { cause: 'stolen' })).toEqual(['removed', ...keyChangeSteps]);
  expect(keysOf(log)).toMatchObject([
    { isStolen: false },
    { vkey: young!.vkey, isStolen: true },
    { isStolen: false },
  ]);
  expect(t.logKeys.folder.ofLog(log.origin)).toEqual([keysOf(log).at(-1)!.vkey]);
  expect(await log.findings()).toEqual([]);
});

test('a key that was changed by plan a moment ago and is stolen now is changed', async () => {
  const log = await runningLog();
  await changeKey(t, log.districtId);
  expect(await changeKey(t, log.districtId, { cause: 'stolen' })).toEqual(keyChangeSteps);
  expect(keysOf(log).map(({ isStolen }) => isStolen)).toEqual([false, true, false]);
  expect(await changeKey(t, log.districtId, { cause: 'stolen' })).toEqual(['already']);
});

test('killed after each of its steps, the command goes on when it is started again', async () => {
  const log = await runningLog();
  await t.ledger.close();
  const command = ['--district', log.divisionCode];
  for (const step of [1, 2, 3, 4]) {
    const { output, exit } = await runKeyChange(t, command, { killAt: (said) => said.includes(`${step}/5`) });
    expect(output).toContain(`${step}/5`);
    expect(exit).toBe(null);
  }
  const { exit, output } = await runKeyChange(t, command);
  expect({ exit, output }).toMatchObject({ exit: 0, output: expect.stringMatching(/5\/5|already/) });
  await requireChanged(log);
}, 180_000);

test('beside the product the command only says what is to be done', async () => {
  const log = await runningLog();
  await t.ledger.close();
  const server = await ServerProcess.of(t);
  try {
    await server.start();
    const { exit, output } = await runKeyChange(t, ['--district', log.divisionCode]);
    expect({ exit, output }).toMatchObject({ exit: 0, output: expect.stringContaining('5/5') });
  } finally {
    await server.end('SIGTERM');
  }
  await requireChanged(log);
}, 180_000);

test('while the ledger is away the command waits, and says why without a stack', async () => {
  const log = await runningLog();
  await t.ledger.close();
  const LEDGER_PROFILE = new DevnetFolder(join(t.config.dataDir, 'ledger', 'devnet')).connection(
    'EduBureauMSP',
  );
  const { output, exit } = await runKeyChange(t, ['--district', log.divisionCode], {
    killAt: (said) => said.includes('2/5') && said.includes('UNAVAILABLE'),
    env: { LEDGER: 'fabric', LEDGER_PROFILE },
  });
  expect(exit).toBe(null);
  expect(output).not.toMatch(/\\n {4}at /);
}, 60_000);

test('the command refuses what it cannot do', async () => {
  for (const args of [[], ['--district'], ['--district', '1', '--stolen', '--lost'], ['--every']])
    expect(await runKeyChange(t, args)).toMatchObject({ exit: 2, output: expect.stringContaining('usage') });
  const nowhere = await runKeyChange(t, ['--district', '999999']);
  expect(nowhere).toMatchObject({ exit: 1, output: expect.stringContaining('no district 999999') });
});

/** The test's development ledger, whose organisations let these keys go on with a log. */
async function ledgerThatAdmits(admittedKeys: readonly string[]): Promise<Ledger & AsyncDisposable> {
  const ledgerFolder = join(t.config.dataDir, 'ledger');
  const devnet = await openTestDevnet({
    folder: join(ledgerFolder, 'devnet'),
    contract: () => witnessContract({ admittedKeys }),
  });
  const submissions = await openSubmissionFiles(join(ledgerFolder, 'submissions'));
  const ledger = openFabricLedger({ profile: devnet.profile, submissions });
  const close = ledger[Symbol.asyncDispose].bind(ledger);
  return Object.assign(ledger, {
    [Symbol.asyncDispose]: async () => {
      await close();
      await devnet.close();
    },
  });
}

const newest = (log: Log) => read(log.operator.ctx, (db) => newestCheckpoint(db, log.districtId));
