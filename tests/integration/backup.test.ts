import { existsSync, readdirSync } from 'node:fs';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DevnetFolder } from '#ledger/devnet/devnet-folder.ts';
import { LogKeys } from '#services/anchors/index.ts';
import { audit } from '#services/audit.ts';
import { writeBackup } from '#services/backup/index.ts';
import { backup } from '#services/backup.ts';
import { clearDatabase } from '#services/db/clear.ts';
import type { Db } from '#services/db/connect.ts';
import { migrate } from '#services/db/migrate.ts';
import { openPaperStore, storePaper } from '#services/papers/index.ts';
import { restore } from '#services/restore.ts';
import { type Person, type TestApp, testApp } from '#tests/support/app.ts';
import { testDatabase } from '#tests/support/database.ts';
import { anchor, appendSome, sequence } from '#tests/support/log.ts';
import { photograph } from '#tests/support/papers.ts';
import { unsyncedAfter } from '#tests/support/synced.ts';

/** What another line ends, quotes, or is nothing for a careless format. */
const awkward = '“甲”\\n小学\\\u2028第二行';

let root: string;
let t: TestApp;
let operator: Person;
let made: string;
let keys: string;
let paper: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'shansu-backup-'));
  [made, keys] = [join(root, 'made'), join(root, 'keys')];
  t = await testApp();
  const district = await t.district();
  operator = district.operator;
  const school = await district.school();
  const manager = await district.person('manager', { schoolId: school.id });
  await sql`update districts set name = ${awkward} where id = ${district.districtId}`.execute(t.owner);
  paper = (await storePaper(manager.ctx, photograph())).sha256;
  await appendSome(operator.ctx, 300);
  await sequence(t);
  await anchor(t);
  await appendSome(operator.ctx, 2);
  expect(await backup(['--to', made, '--keys', keys], own())).toMatchObject({
    exit: 0,
    output: expect.stringContaining(`Backed up to ${made}`),
  });
});
afterAll(async () => {
  await t[Symbol.asyncDispose]();
  await rm(root, { recursive: true });
});

/** The ledger is in any case that of the product that was backed up: it has lost nothing. */
const settings = (databaseUrl: string, dataDir: string) => ({
  ...{ DATABASE_URL: databaseUrl, DATA_DIR: dataDir, LEDGER: 'fabric' },
  LEDGER_PROFILE: new DevnetFolder(join(t.config.dataDir, 'ledger', 'devnet')).connection('EduBureauMSP'),
});

const own = () => settings(t.databaseUrl, t.config.dataDir);

let folders = 0;
const newFolder = (): string => join(root, `folder-${folders++}`);

/** A database and a data folder to restore into. */
async function elsewhere() {
  const database = await testDatabase(2);
  const dataDir = newFolder();
  return {
    ...{ owner: database.owner, dataDir, env: settings(database.url, dataDir) },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

type Elsewhere = Awaited<ReturnType<typeof elsewhere>>;

/** Each table's rows as one short text. */
async function content(owner: Db): Promise<Record<string, string>> {
  const { rows: relations } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`.execute(owner);
  const found: Record<string, string> = {};
  for (const { name } of relations.filter((relation) => relation.name !== 'kysely_migration')) {
    const { rows } = await sql<{ all: string }>`
      select count(*) || ' ' || coalesce(md5(string_agg(one::text, ',' order by one::text)), '') as all
      from (select * from ${sql.table(name)}) as one`.execute(owner);
    found[name] = rows[0]?.all ?? '';
  }
  return found;
}

test('a restored installation is the same in every table, and the audit finds nothing', async () => {
  await using other = await elsewhere();
  expect(await restore(['--from', made, '--keys', keys], other.env)).toMatchObject({ exit: 0 });
  const [before, after] = [await content(t.owner), await content(other.owner)];
  expect(after).toEqual(before);
  expect(before.records).toMatch(/^30[0-9] /);
  const { rows: next } = await sql<{ isNew: boolean }>`
    select nextval(pg_get_serial_sequence('leaf_queue', 'place')) > max(place) as is_new
    from leaf_queue`.execute(other.owner);
  expect(next).toEqual([{ isNew: true }]);
  const { exit, output } = await audit(['--json'], other.env);
  expect(JSON.parse(output)).toMatchObject({ ok: true, counts: { pending: 2, anchorings: 1 } });
  expect(exit).toBe(0);
  expect(await readFile(join(other.dataDir, 'trust.json'), 'utf8')).toBe(t.logKeys.trustFile());
  const restored = new LogKeys(other.dataDir);
  for (const { origin } of t.logKeys.trust().logs)
    expect(restored.signers(origin, undefined)).toEqual(t.logKeys.signers(origin, undefined));
  const papers = await openPaperStore(join(other.dataDir, 'papers'));
  expect(await papers.get(paper)).toEqual(await t.papers.get(paper));
});

test('made while others write, it is the picture of one moment', async () => {
  const [to, stop] = [newFolder(), new AbortController()];
  let written = 0;
  const writers = [1, 2].map(async () => {
    while (!stop.signal.aborted) {
      const { length } = await appendSome(operator.ctx, 3);
      written += length;
    }
  });
  await expect.poll(() => written, { timeout: 30_000 }).toBeGreaterThan(0);
  const before = written;
  const result = await backup(['--to', to], own());
  const meanwhile = written - before;
  stop.abort();
  await Promise.all(writers);
  expect(result).toMatchObject({ exit: 0 });
  expect(meanwhile).toBeGreaterThan(0);
  await using other = await elsewhere();
  expect(await restore(['--from', to, '--keys', keys], other.env)).toMatchObject({ exit: 0 });
  const { output } = await audit(['--json'], other.env);
  expect(JSON.parse(output)).toMatchObject({ ok: true, findings: [] });
});

/** Made when the product had fewer tables. */
async function olderBackup(): Promise<string> {
  await using older = await elsewhere();
  await clearDatabase(older.owner, '0008_log');
  await sql`insert into leases values ('kept', 'somebody', 7, now())`.execute(older.owner);
  const to = newFolder();
  await writeBackup({ owner: older.owner, dataDir: newFolder(), to, madeAt: t.clock.now() });
  return to;
}

const keptLeases = ({ owner }: Elsewhere) => owner.selectFrom('leases').select('epoch').execute();

test('a backup of an older schema is brought up to date', async () => {
  await using newer = await elsewhere();
  expect(await restore(['--from', await olderBackup()], newer.env)).toMatchObject({ exit: 0 });
  expect(await keptLeases(newer)).toEqual([{ epoch: 7 }]);
  expect(Object.keys(await content(newer.owner))).toEqual(Object.keys(await content(t.owner)));
});

test('a restore after which the schema cannot be brought up to date says that all rows are in', async () => {
  await using newer = await elsewhere();
  await sql`create function forbid_tables() returns event_trigger language plpgsql
    as $$ begin
      if exists (select from pg_event_trigger_ddl_commands() where object_identity = 'public.period_reports')
      then raise 'nobody makes this table'; end if;
    end $$`.execute(newer.owner);
  await sql`create event trigger forbidding on ddl_command_end execute function forbid_tables()`.execute(
    newer.owner,
  );
  const { exit, output } = await restore(['--from', await olderBackup()], newer.env);
  expect(exit).toBe(1);
  expect(output).toMatch(/All rows and files are in.*nobody makes this table.*start the product/s);
  expect(output).not.toContain('run it again');
  expect(await keptLeases(newer)).toEqual([{ epoch: 7 }]);
  await sql`drop event trigger forbidding`.execute(newer.owner);
  expect(await migrate(newer.owner)).toContain('0011_period_reports');
});

test('a backup and what is restored from it reach the disk, with every folder that leads there', async () => {
  await using other = await elsewhere();
  const place = newFolder();
  const [to, keysTo] = [join(place, 'deep', 'made'), join(place, 'as-deep', 'keys')];
  const everything = (top: string) => [
    top,
    ...readdirSync(top, { recursive: true, encoding: 'utf8' }).map((name) => join(top, name)),
  ];
  const copying = () => backup(['--to', to, '--keys', keysTo], own());
  expect(await unsyncedAfter(copying, () => everything(place))).toEqual([]);
  const restoring = () => restore(['--from', to, '--keys', keysTo], other.env);
  expect(await unsyncedAfter(restoring, () => everything(other.dataDir))).toEqual([]);
});

test('a paper that is gone is named, and the rest is backed up all the same', async () => {
  const dataDir = newFolder();
  await cp(t.config.dataDir, dataDir, { recursive: true, filter: (path) => !path.includes('papers') });
  const result = await backup(['--to', newFolder()], settings(t.databaseUrl, dataDir));
  expect(result).toMatchObject({ exit: 1, output: expect.stringContaining(`missing or damaged: ${paper}`) });
});

test('the folder of no installation is no backup of nothing', async () => {
  const [to, dataDir] = [newFolder(), newFolder()];
  const result = await backup(['--to', to], { DATA_DIR: dataDir });
  expect(result).toMatchObject({
    exit: 1,
    output: expect.stringContaining("DATA_DIR must be the product's"),
  });
  expect([to, dataDir].filter((path) => existsSync(path))).toEqual([]);
});

test('nothing is overwritten by a backup', async () => {
  const result = await backup(['--to', made], own());
  expect(result).toMatchObject({ exit: 1, output: expect.stringContaining(`${made} is not empty`) });
});

test('the keys of another installation are not overwritten, and no backup is made beside them', async () => {
  const [to, others] = [newFolder(), newFolder()];
  await mkdir(others);
  await writeFile(join(others, 'personal.key'), '0'.repeat(64));
  expect(await backup(['--to', to, '--keys', others], own())).toEqual({
    exit: 1,
    output: expect.stringContaining(`${join(others, 'personal.key')} is another key`),
  });
  expect(await readFile(join(others, 'personal.key'), 'utf8')).toBe('0'.repeat(64));
  expect(await readdir(others)).toEqual(['personal.key']);
  expect([to, `${to}.draft`].filter((path) => existsSync(path))).toEqual([]);
});

test('nor are they mixed with others, be they keys of logs alone', async () => {
  const [to, others] = [newFolder(), newFolder()];
  const strange = join(others, 'logs', 'other.example%2F1+01234567.key');
  await mkdir(join(others, 'logs'), { recursive: true });
  await writeFile(strange, '0'.repeat(64));
  const result = await backup(['--to', to, '--keys', others], own());
  expect(result).toMatchObject({
    exit: 1,
    output: expect.stringContaining(`${strange} is another installation's key`),
  });
  expect(await readdir(others)).toEqual(['logs']);
});

test('the keys go where a backup that was killed has left some of them, and beside retired ones', async () => {
  const begun = newFolder();
  await cp(join(keys, 'logs'), join(begun, 'logs'), { recursive: true });
  const again = () => backup(['--to', newFolder(), '--keys', begun], own());
  expect(await again()).toMatchObject({ exit: 0 });
  await writeFile(join(begun, 'logs', 'retired.example%2F1+01234567.key'), '0'.repeat(64));
  expect(await again()).toMatchObject({ exit: 0 });
});

test('the keys go beside those of an earlier backup of the same installation', async () => {
  const result = await backup(['--to', newFolder(), '--keys', keys], own());
  expect(result).toMatchObject({ exit: 0 });
});

test('a folder may be named with a slash behind it', async () => {
  const to = newFolder();
  await mkdir(to);
  expect(await backup(['--to', `${to}/`], own())).toMatchObject({ exit: 0 });
  expect(await readdir(to)).toContain('manifest.json');
});

test('the keys do not go into the backup itself', async () => {
  const to = newFolder();
  for (const inside of [to, join(to, 'keys')])
    expect(await backup(['--to', to, '--keys', inside], own())).toMatchObject({
      exit: 1,
      output: expect.stringContaining('apart from the backup'),
    });
  expect(existsSync(to)).toBe(false);
});

test.each<[string, (from: string, into: Elsewhere) => Promise<unknown>, string]>([
  ['that was cut short', (from) => rm(join(from, 'manifest.json')), 'holds no backup that was finished'],
  [
    'of which the manifest was damaged',
    (from) => writeFile(join(from, 'manifest.json'), '{'),
    'holds no backup of a known form',
  ],
  [
    'of which a table was changed',
    (from) => appendFile(join(from, 'tables', 'records.jsonl.gz'), 'x'),
    'records.jsonl.gz was changed',
  ],
  [
    'of which a paper was lost',
    (from) => rm(join(from, 'papers'), { recursive: true }),
    'is missing from the backup',
  ],
  [
    'of a newer version',
    async (from) => {
      const path = join(from, 'manifest.json');
      const manifest = JSON.parse(await readFile(path, 'utf8'));
      await writeFile(
        path,
        JSON.stringify({ ...manifest, migrations: [...manifest.migrations, '9999_new'] }),
      );
    },
    'newer version, which has 9999_new',
  ],
  [
    'into the folder of another installation',
    async (_, { dataDir }) => {
      await mkdir(join(dataDir, 'keys'), { recursive: true });
      await writeFile(join(dataDir, 'keys', 'personal.key'), '0'.repeat(64));
    },
    'personal.key belongs to another installation',
  ],
  [
    'into a database that is in use',
    (_, { owner }) =>
      sql`insert into districts (id, division_code, name, jurisdiction, origin, opened_at)
        values (gen_random_uuid(), '310115', '浦东新区', '310115', 'a.example/1', now())`.execute(owner),
    'holds 浦东新区 already',
  ],
])('a backup %s is not restored, and nothing is touched', async (_, spoil, reason) => {
  const from = newFolder();
  await cp(made, from, { recursive: true });
  await using other = await elsewhere();
  await spoil(from, other);
  const before = await content(other.owner);
  const result = await restore(['--from', from, '--keys', keys], other.env);
  expect(result).toMatchObject({ exit: 1, output: expect.stringContaining(reason) });
  expect(await content(other.owner)).toEqual(before);
  expect(existsSync(join(other.dataDir, 'trust.json'))).toBe(false);
});

test('a restore that breaks off says so, and can be run again', async () => {
  await using other = await elsewhere();
  const obstacle = join(other.dataDir, 'papers');
  await mkdir(other.dataDir, { recursive: true });
  await writeFile(obstacle, '');
  const again = () => restore(['--from', made, '--keys', keys], other.env);
  const { exit, output } = await again();
  expect(exit).toBe(1);
  expect(output).toContain('run it again');
  expect(output).not.toContain('Nothing was restored');
  await rm(obstacle);
  expect(await again()).toMatchObject({ exit: 0 });
});

test('keys of another installation, or none, are refused', async () => {
  await using other = await elsewhere();
  const strange = newFolder();
  await cp(keys, strange, { recursive: true });
  await writeFile(join(strange, 'personal.key'), 'f'.repeat(64));
  const with_ = (...args: string[]) => restore(['--from', made, ...args], other.env);
  expect(await with_()).toMatchObject({ exit: 1, output: expect.stringContaining('say --keys FOLDER') });
  expect(await with_('--keys', strange)).toMatchObject({
    exit: 1,
    output: expect.stringContaining('is not the key of this backup'),
  });
});

test('wrong usage is told from failure', async () => {
  for (const command of [backup, restore])
    for (const args of [['--no-such'], ['--to', 'a', '--from', 'a'], ['--to', 'a', '--keys', '']])
      expect(await command(args, {})).toMatchObject({ exit: 2, output: expect.stringContaining('usage') });
});
