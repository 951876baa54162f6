import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresPool } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DevnetFolder } from '#ledger/devnet/devnet-folder.ts';
import { type KeyChangeStep, LogKeys } from '#services/anchors/index.ts';
import { writeBackup } from '#services/backup/index.ts';
import { type Db, databaseOn, openPool } from '#services/db/connect.ts';
import { restore } from '#services/restore.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { testDatabase } from '#tests/support/database.ts';
import { changeKeyOn } from '#tests/support/key-change.ts';
import { anchor, appendSome, sequence } from '#tests/support/log.ts';

let root: string;
let t: TestApp;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'shansu-backup-keys-'));
  t = await testApp();
});
afterAll(async () => {
  await t[Symbol.asyncDispose]();
  await rm(root, { recursive: true });
});

/** A log with an anchored record. */
async function runningLog() {
  const { districtId, operator } = await t.district();
  await appendSome(operator.ctx, 1);
  await sequence(t);
  await anchor(t);
  return districtId;
}

/** Changes the log's key, as far as the step; who goes on later finds the rest to do. */
async function changeKeyUntil(districtId: string, last: KeyChangeStep): Promise<void> {
  const change = changeKeyOn(await t.ledger.open(), t, { districtId, cause: 'routine' }, (step) => {
    if (step === last) throw new Error('killed');
  });
  await expect(change).rejects.toThrow('killed');
}

/** The owner's database, on which something happens just before the first statement of a kind. */
function ownerWith(statement: RegExp, happens: () => Promise<void>): Db {
  const pool = openPool({ target: { url: t.databaseUrl }, max: 1, log: pino({ level: 'silent' }) });
  let isAhead = true;
  return databaseOn({
    options: {},
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      return {
        async query(text: string, parameters: unknown[]) {
          if (isAhead && statement.test(text)) {
            isAhead = false;
            await happens();
          }
          return await client.query(text, parameters);
        },
        release: () => client.release(),
      };
    },
  } as unknown as PostgresPool);
}

/** Statements of a backup, in their order. */
const moments: readonly (readonly [string, RegExp])[] = [
  ['its transaction begins', /^start transaction|^begin/],
  ['it is about to take its picture of the database', /pg_roles/],
  ['it reads the rows', /^declare/],
];
const progress: readonly KeyChangeStep[] = ['opened', 'removed'];

test.each(moments.flatMap(([moment, statement]) => progress.map((step) => ({ moment, statement, step }))))(
  'a key change comes as far as "$step" when $moment: the backup can be restored and its log goes on',
  async ({ statement, step }) => {
    const districtId = await runningLog();
    const [to, keysTo, dataDir] = await Promise.all([1, 2, 3].map(() => mkdtemp(join(root, 'folder-'))));
    const owner = ownerWith(statement, () => changeKeyUntil(districtId, step));
    const request = { owner, dataDir: t.config.dataDir, madeAt: t.clock.now() };
    await writeBackup({ ...request, to: to!, keysTo: keysTo! }).finally(() => owner.destroy());

    await using other = await testDatabase(2);
    const restored = await restore(['--from', to!, '--keys', keysTo!], {
      ...{ DATABASE_URL: other.url, DATA_DIR: dataDir!, LEDGER: 'fabric' },
      LEDGER_PROFILE: new DevnetFolder(join(t.config.dataDir, 'ledger', 'devnet')).connection('EduBureauMSP'),
    });
    expect(restored).toMatchObject({ exit: 0 });
    const { origin, note, size } = await other.owner
      .selectFrom('checkpoints')
      .innerJoin('districts', 'districts.id', 'checkpoints.districtId')
      .select(['origin', 'note', 'size'])
      .where('districtId', '=', districtId)
      .orderBy('size', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    const keys = new LogKeys(dataDir!);
    expect(keys.signers(origin, { note }).length).toBeGreaterThan(0);
    for (const { fromSize } of keys.inUse(origin)) expect(fromSize).toBeLessThanOrEqual(size + 1);
  },
  60_000,
);
