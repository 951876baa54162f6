import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { DevnetFolder } from '#ledger/devnet/devnet-folder.ts';
import { openDevnet } from '#ledger/devnet/open-devnet.ts';
import { lockFolder } from '#ledger/process/lock-folder.ts';
import { LogKeys } from '#services/anchors/index.ts';
import { testApp } from '#tests/support/app.ts';
import { testDatabase } from '#tests/support/database.ts';
import { appendSome, sequence } from '#tests/support/log.ts';
import { TRUST_TEXT } from '#tests/unit/ledger/witnessed.ts';

/** What the product is not set up for it says in a sentence, before it opens or makes anything. */

const root = mkdtempSync(join(tmpdir(), 'shansu-refused-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A command as its own process. */
async function run(command: string[], env: Record<string, string>) {
  const child = spawn('node', ['--disable-warning=ExperimentalWarning', ...command], {
    env: { ...process.env, LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [exit]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { exit, output: output + errors };
}

/** It ends with exit code 1 and these words, without a stack. */
function requireRefusal({ exit, output }: Awaited<ReturnType<typeof run>>, ...words: string[]): void {
  for (const word of words) expect(output).toContain(word);
  expect(output).not.toMatch(/^ {4}at /m);
  expect(exit).toBe(1);
}

/** A data folder whose proofs rest on a real network. */
function folderOfRealNetwork(): string {
  const dataDir = mkdtempSync(join(root, 'real-'));
  const [ledger] = JSON.parse(TRUST_TEXT).ledgers;
  new LogKeys(dataDir).admitLedger({ ...ledger, kind: 'fabric' });
  return dataDir;
}

/** Of a development network that another installation plays. */
async function profileOfDevelopment(): Promise<string> {
  const folder = mkdtempSync(join(root, 'devnet-'));
  await (await openDevnet({ folder })).close();
  return new DevnetFolder(folder).connection('EduBureauMSP');
}

test('bad settings are named, all at once', async () => {
  const answer = await run(['services/main.ts'], { PORT: 'abc', DEMO_SIZE: 'huge' });
  requireRefusal(answer, 'PORT', 'DEMO_SIZE');
});

test('commands that only print say in a sentence what they cannot use', async () => {
  requireRefusal(await run(['services/demo.ts'], { PORT: 'abc' }), 'PORT');
  requireRefusal(await run(['services/demo.ts'], { DATA_DIR: root }), 'There is no demo', root);
  const file = join(root, 'rows.ndjson');
  requireRefusal(await run(['services/recount.ts', file], {}), 'no file of rows', file);
  writeFileSync(file, 'nonsense\n');
  requireRefusal(await run(['services/recount.ts', file], {}), 'no file of rows', file);
});

test.each([['services/demo.ts', '--jsn'], ['services/recount.ts'], ['services/recount.ts', 'a', 'b']])(
  '%s %s %s is told from failure as wrong usage',
  async (...command) => {
    expect(await run(command, {})).toMatchObject({ exit: 2, output: expect.stringContaining('usage') });
  },
);

test.each([
  ['the product', ['services/main.ts']],
  ['the change of a key', ['services/rotate-log-key.ts', '--district', '310115']],
])('%s: a ledger of another kind is refused before the database is opened', async (_, command) => {
  const dataDir = folderOfRealNetwork();
  const trusted = new LogKeys(dataDir).trustFile();
  requireRefusal(
    await run(command, { DATA_DIR: dataDir, LEDGER: 'devnet' }),
    '不能与开发账本混用',
    'must not be mixed',
  );
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
  expect(new LogKeys(dataDir).trustFile()).toBe(trusted);
});

test('the audit refuses another kind of ledger, too', async () => {
  const answer = await run(['services/audit.ts'], { DATA_DIR: folderOfRealNetwork(), LEDGER: 'devnet' });
  expect(answer).toMatchObject({ exit: 3, output: expect.stringContaining('must not be mixed') });
});

test('a network whose connection profile is not there is asked for before anything is made', async () => {
  const dataDir = join(root, 'not-made');
  const answer = await run(['services/main.ts'], { DATA_DIR: dataDir, LEDGER: 'fabric' });
  requireRefusal(answer, join(dataDir, 'fabric', 'connection', 'EduBureauMSP.json'));
  expect(existsSync(dataDir)).toBe(false);
});

test('a connection profile that does not fit is named with what is wrong', async () => {
  const [dataDir, path] = [join(root, 'not-made-either'), join(root, 'profile.json')];
  writeFileSync(path, '{"version":2}');
  const env = { DATA_DIR: dataDir, LEDGER: 'fabric', LEDGER_PROFILE: path };
  requireRefusal(await run(['services/main.ts'], env), path, '/kind: expected a member');
  expect(existsSync(dataDir)).toBe(false);
});

test('production refuses a development network behind a connection profile too', async () => {
  const dataDir = join(root, 'production');
  const settings = { SHANSU_MODE: 'production', PUBLIC_URL: 'https://shansu.example', LEDGER: 'fabric' };
  const database = { DATABASE_URL: 'postgres://127.0.0.1:1/none' };
  const env = {
    ...settings,
    ...database,
    DATA_DIR: dataDir,
    LEDGER_PROFILE: await profileOfDevelopment(),
  };
  requireRefusal(await run(['services/main.ts'], env), 'development ledger');
  expect(existsSync(dataDir)).toBe(false);
});

test('an embedded database that does not start is named, with its log', async () => {
  const dataDir = mkdtempSync(join(root, 'foreign-'));
  mkdirSync(join(dataDir, 'postgres'));
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '9\n');
  const answer = await run(['services/main.ts'], { DATA_DIR: dataDir, PORT: '0' });
  requireRefusal(answer, 'The database cannot be used', join(dataDir, 'postgres.log'));
});

test('so is one that cannot be made', async () => {
  const dataDir = mkdtempSync(join(root, 'in-the-way-'));
  writeFileSync(join(dataDir, 'postgres'), '');
  const answer = await run(['services/main.ts'], { DATA_DIR: dataDir, PORT: '0' });
  requireRefusal(answer, 'The database cannot be used', join(dataDir, 'postgres'));
});

test('and one of a newer version', async () => {
  await using database = await testDatabase(2);
  await sql`insert into kysely_migration values ('9999_new', now())`.execute(database.owner);
  const dataDir = mkdtempSync(join(root, 'newer-'));
  const env = { DATABASE_URL: database.url, DATA_DIR: dataDir, PORT: '0' };
  requireRefusal(await run(['services/main.ts'], env), 'The database cannot be used', '9999_new');
});

/** Puts a file where something else is expected. */
function spoil(path: string): void {
  rmSync(path, { recursive: true, force: true });
  writeFileSync(path, 'spoilt');
}

test('what is damaged in the data folder is named, whatever it is', async () => {
  await using t = await testApp();
  const { operator } = await t.district();
  await appendSome(operator.ctx, 1);
  await sequence(t);
  await t.ledger.open();
  await t.ledger.close();
  const [logKey = ''] = readdirSync(join(t.config.dataDir, 'keys', 'logs'));
  for (const [name, words] of [
    ['trust.json', 'is no trust file'],
    ['demo.json', 'is damaged'],
    [join('keys', 'personal.key'), 'must hold 64 hexadecimal digits'],
    [join('keys', 'logs', logKey), 'must hold 64 hexadecimal digits'],
    ['keys', 'cannot be used'],
    ['papers', 'cannot be used'],
    ['ledger', 'cannot be opened'],
    [join('ledger', 'devnet', 'material', 'EduBureauMSP', 'node', 'key.pem'), 'cannot be opened'],
  ] as const) {
    const dataDir = mkdtempSync(join(root, 'spoilt-'));
    cpSync(t.config.dataDir, dataDir, { recursive: true });
    spoil(join(dataDir, name));
    const env = { DATABASE_URL: t.databaseUrl, DATA_DIR: dataDir, PORT: '0' };
    requireRefusal(await run(['services/main.ts'], env), dataDir, words);
  }
}, 120_000);

test('a port that is taken is named', async () => {
  await using t = await testApp();
  await using other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  await t.district();
  await t.ledger.close();
  const env = { DATABASE_URL: t.databaseUrl, DATA_DIR: t.config.dataDir, PORT: String(port) };
  requireRefusal(await run(['services/main.ts'], env), `127.0.0.1:${port}`);
});

test('a second product on one data folder is told who has it', async () => {
  const dataDir = mkdtempSync(join(root, 'held-'));
  using _ = lockFolder({ root: dataDir, lock: join(dataDir, 'product.lock') });
  const answer = await run(['services/main.ts'], { DATA_DIR: dataDir, PORT: '0' });
  requireRefusal(answer, String(process.pid), dataDir);
});
