import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toHex } from '#ledger/bytes.ts';
import { canonicalText, parseCanonical } from '#ledger/canonical.ts';
import { commitRecord } from '#ledger/commitment.ts';
import { audit } from '#services/audit.ts';
import { eraseRecordPersonalValues } from '#services/records/erase-personal-values.ts';
import { fieldMarks } from '#services/records/field-marks.ts';
import { type AuditedApp, auditedApp } from '#tests/support/audit.ts';
import { dropNewestBlock, overwriteInBlocks } from '#tests/support/devnet-blocks.ts';
import { sequence } from '#tests/support/log.ts';

let t: AuditedApp;
beforeEach(async () => {
  t = await auditedApp();
});
afterEach(() => t[Symbol.asyncDispose]());

const past = (change: ReturnType<typeof sql>) =>
  t.owner.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await change.execute(tx);
  });
const found = async () =>
  (await t.audit()).findings.map(({ code, peer, place }) =>
    [code, peer?.organisation, place].filter((part) => part !== undefined).join(' '),
  );

test('nothing is found where nothing was changed, and everything was looked at', async () => {
  const { findings, counts, ledger, exit } = await t.audit();
  expect(findings).toEqual([]);
  expect(exit).toBe(0);
  expect(counts).toEqual({
    ...{ districts: 2, records: 268, pending: 1, tiles: 4, checkpoints: 5 },
    ...{ anchorings: 3, anchoringsElsewhere: 0, blocks: expect.any(Number), personalValues: 1, rows: 1 },
  });
  const { height, ...read } = ledger!.peers[0]!;
  expect(height).toBeGreaterThan(3);
  expect(counts.blocks).toBe(2 * height!);
  expect(read).toMatchObject({ blocks: height, checkpoints: 3, checkpointsOfOthers: 0 });
  expect(ledger).toMatchObject({
    label: 'development ledger, no outside witness',
    peers: [
      { organisation: 'EduBureauMSP' },
      { organisation: 'MarketRegMSP', blocks: height, checkpoints: 3 },
    ],
  });
});

test('an erasure that was recorded is no finding', async () => {
  const [{ recordId }] = (await t.owner.selectFrom('personalValues').select('recordId').execute()) as [
    { recordId: string },
  ];
  const erasure = { recordId, paths: ['/name'], reason: '离职', authority: '本人' };
  await eraseRecordPersonalValues(t.known.operator.ctx, erasure);
  expect(await found()).toEqual([]);
  await sequence(t);
  expect(await found()).toEqual([]);
});

test('a record that was slipped in without the queue is found', async () => {
  await past(sql`
    insert into records select (jsonb_populate_record(records, '{"id":"01938e6a-9c00-7000-8000-000000000001"}')).*
    from records where id = ${t.known.opened}`);
  expect(await found()).toEqual(['record-unlogged records', 'record-column records.id']);
});

/** Rewrites a record as if it had always said so: text, digest and marks fit each other again. */
async function rewriteRecord() {
  const { canonical, salt } = await t.owner
    .selectFrom('records')
    .select(['canonical', 'salt'])
    .where('id', '=', t.known.opened)
    .executeTakeFirstOrThrow();
  const content = { ...(parseCanonical(canonical) as object), name: '别的学校' } as never;
  const { digest, commitments } = commitRecord(content, salt);
  await past(sql`
    update records set canonical = ${canonicalText(content)}, digest = ${Buffer.from(digest)},
      field_marks = ${Buffer.from(fieldMarks(commitments))}
    where id = ${t.known.opened}`);
}

test('a record that was rewritten without a flaw does not fit the log that was signed', async () => {
  await rewriteRecord();
  expect(await found()).toEqual(
    [
      'record-text records.canonical, written anew with its salt or marks',
      'record-column records.digest',
      'record-column records.digest of the record that this one replaces',
      'row-differs schools.name (id',
    ].map((start) => expect.stringContaining(start)),
  );
});

/** What the operator can do who has the log key: forget the log and sign another one. */
async function resign() {
  const { districtId } = t.known;
  await past(sql`
    insert into leaf_queue (district_id, record_id)
    select district_id, record_id from log_leaves where district_id = ${districtId} order by leaf_index`);
  for (const table of ['log_leaves', 'log_tiles', 'checkpoints', 'anchorings'])
    await past(sql`delete from ${sql.table(table)} where district_id = ${districtId}`);
  await sequence(t);
}

test('a log that was rewritten and signed anew by its own operator fits itself, but not the ledger', async () => {
  await past(sql`delete from records where id = ${t.known.correction}`);
  await past(sql`delete from log_leaves where record_id = ${t.known.correction}`);
  await resign();
  expect(await found()).toEqual([
    'peer-ahead EduBureauMSP 262',
    'peer-differs EduBureauMSP 266, root',
    'anchoring-unnoted 262',
    'peer-ahead MarketRegMSP 262',
    'peer-differs MarketRegMSP 266, root',
  ]);
});

test('a database that was put back to an earlier state is behind the ledger', async () => {
  const { districtId } = t.known;
  await past(sql`delete from checkpoints where district_id = ${districtId} and size > 262`);
  await past(sql`delete from anchorings where district_id = ${districtId} and size > 262`);
  await past(sql`delete from log_leaves where district_id = ${districtId} and leaf_index >= 262`);
  await past(sql`update log_tiles set hashes = substr(hashes, 1, 6 * 32)
    where district_id = ${districtId} and level = 0 and tile_index = 1`);
  const ahead = (await found()).filter((each) => each.startsWith('peer-'));
  expect(ahead).toEqual(['peer-ahead EduBureauMSP 266', 'peer-ahead MarketRegMSP 266']);
});

test('a ledger whose newest block was taken away is found', async () => {
  await t.ledger.close();
  dropNewestBlock(t.config.dataDir);
  expect(await found()).toEqual(['peer-lacks EduBureauMSP 266', 'peer-lacks MarketRegMSP 266']);
});

test('a ledger that holds another root is found', async () => {
  const { root } = await t.owner
    .selectFrom('checkpoints')
    .select('root')
    .where('districtId', '=', t.known.districtId)
    .where('size', '=', 262)
    .executeTakeFirstOrThrow();
  await t.ledger.close();
  overwriteInBlocks(t.config.dataDir, toHex(root), '00'.repeat(32));
  expect(await found()).toEqual([
    'block-data EduBureauMSP data',
    'block-data MarketRegMSP data',
    ...['EduBureauMSP', 'MarketRegMSP'].map((mspId) =>
      expect.stringMatching(new RegExp(`^peer-state ${mspId} cp/.*, size 262$`)),
    ),
  ]);
});

const run = async (args: readonly string[], env: Record<string, string>) => {
  const program = promisify(execFile)('node', ['services/audit.ts', ...args], {
    env: { ...process.env, ...env },
  });
  const { stdout, code } = await program.then(
    (result) => ({ ...result, code: 0 }),
    (error: { stdout: string; code: number }) => error,
  );
  return { output: stdout, exit: code };
};

test('the command exits with 0 only if everything fits, and names what does not', async () => {
  const env = { DATABASE_URL: t.databaseUrl, DATA_DIR: t.config.dataDir };
  const fits = await run([], env);
  expect(fits).toMatchObject({ exit: 0, output: expect.stringContaining('Everything fits') });
  await past(sql`update schools set name = '别的名字' where id = ${t.known.schoolId}`);
  const differs = await run(['--json'], env);
  expect(differs.exit).toBe(1);
  expect(JSON.parse(differs.output)).toMatchObject({
    ok: false,
    found: 1,
    findings: [
      { code: 'row-differs', place: `schools.name (id ${t.known.schoolId})`, record: t.known.opened },
    ],
  });
  expect(await audit([], env)).toMatchObject({
    exit: 1,
    output: expect.stringContaining(
      `业务数据 schools.name (id ${t.known.schoolId}) 与记录 ${t.known.opened} 不一致`,
    ),
  });
}, 240_000);

test('an audit that cannot be carried out says so', async () => {
  expect(await audit(['--no-such'], {})).toMatchObject({ exit: 2 });
  const nowhere = { DATA_DIR: '/nonexistent', DATABASE_URL: t.databaseUrl };
  expect(await audit([], nowhere)).toMatchObject({
    exit: 3,
    output: expect.stringContaining('could not be finished'),
  });
});
