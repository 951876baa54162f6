import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Role } from '#schemas/role.ts';
import { addMilliseconds } from '#schemas/time.ts';
import { accountOfApiToken } from '#services/accounts/authenticate.ts';
import { createAccount } from '#services/accounts/index.ts';
import { LogKeys } from '#services/anchors/index.ts';
import { createApp } from '#services/app.ts';
import { readConfig } from '#services/config.ts';
import type { Context } from '#services/context.ts';
import type { Deps } from '#services/deps.ts';
import { openDistrict } from '#services/districts/open-district.ts';
import { newId } from '#services/ids.ts';
import { openPaperStore } from '#services/papers/index.ts';
import { personalVault } from '#services/records/personal.ts';
import { openSchool } from '#services/schools/index.ts';
import { secretFile } from '#services/secret-file.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { assertDocumentedShape } from './documented-shape.ts';
import { Faults } from './faults.ts';
import { OwnLedger } from './own-ledger.ts';
import { reference } from './reference.ts';
import { rules } from './rules.ts';
import { noteAnswer } from './seen-answers.ts';

/** A clock that stands still until a test moves it: Monday 2 March 2026, 06:30 in Shanghai. */
function testClock(start = '2026-03-01T22:30:00.000Z') {
  let now = start;
  return {
    now: () => now,
    set: (instant: string) => {
      now = instant;
    },
    advance: (milliseconds: number) => {
      now = addMilliseconds(now, milliseconds);
    },
  };
}

export const password = 'a password for tests';
export const pin = '271828';

interface Basis {
  readonly openDatabase?: (max: number, faults: Faults) => Promise<TestDatabase>;
  /** One that stays when the test app goes; a temporary one of its own if left out. */
  readonly dataDir?: string;
  /** Further settings, as the product's environment gives them. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The product on a database of its own. */
export async function testApp({ openDatabase = testDatabase, ...given }: Basis = {}) {
  const faults = new Faults();
  const database = await openDatabase(10, faults);

  const clock = testClock();
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), 'shansu-data-'));
  const deps: Deps = {
    config: readConfig({ PUBLIC_URL: 'https://shansu.test', DATA_DIR: dataDir, ...given.settings }),
    db: database.db,
    clock,
    log: pino({ level: 'silent' }),
    papers: await openPaperStore(join(dataDir, 'papers')),
    vault: personalVault(secretFile(join(dataDir, 'keys', 'personal.key'))),
    reference,
    rules,
    logKeys: new LogKeys(dataDir),
  };
  const ledger = new OwnLedger(deps);
  return {
    ...deps,
    clock,
    ledger,
    app: createApp(deps),
    owner: database.owner,
    /** Plan what is to fail on the way to the database. */
    faults,
    /** The database's own address, for programs that are started beside the test. */
    databaseUrl: database.url,
    /** A fresh district with an operator; every test mints its own. */
    district: () => testDistrict(deps),
    async [Symbol.asyncDispose]() {
      await ledger.close();
      await database[Symbol.asyncDispose]();
      if (!given.dataDir) rmSync(dataDir, { recursive: true });
    },
  };
}

export type TestApp = Awaited<ReturnType<typeof testApp>>;

/** A person of the district: their context for verbs, and the token for requests. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly ctx: Context;
  readonly token: string;
}

/** No two districts of a database share a code; each test file has a database of its own. */
let lastDivision = 500_000;

async function testDistrict(deps: Deps) {
  const tag = randomBytes(4).toString('hex');
  const { districtId, operatorId, apiToken } = await openDistrict(deps, {
    divisionCode: String(++lastDivision),
    name: `测试区 ${tag}`,
    jurisdiction: '310000',
    origin: `test.shansu.example/${tag}`,
    operator: { username: `operator.${tag}`, displayName: '运维', password },
  });
  const contextOf = async (token: string): Promise<Context> => {
    const actor = await accountOfApiToken(deps, token);
    if (!actor) throw new Error('the test account is missing');
    return { ...deps, actor, requestId: newId(deps.clock.now()) };
  };
  const operator: Person = {
    id: operatorId,
    username: `operator.${tag}`,
    ctx: await contextOf(apiToken),
    token: apiToken,
  };
  return {
    districtId,
    operator,
    school: (name = '实验小学', more: Partial<Parameters<typeof openSchool>[1]> = {}) =>
      openSchool(operator.ctx, { name, kind: 'primary', dinersPerMeal: 800, ...more }),
    person: async (role: Role, scope: { schoolId?: string; supplierId?: string } = {}): Promise<Person> => {
      const username = `${role}.${randomBytes(4).toString('hex')}`;
      const account = {
        username,
        displayName: role === 'receiver' ? '王敏' : '李建国',
        role,
        password,
        ...scope,
      };
      const { id, apiToken: token } = await createAccount(
        operator.ctx,
        scope.schoolId ? { ...account, pin } : account,
      );
      return { id, username, ctx: await contextOf(token), token };
    },
  };
}

interface Call {
  readonly as?: Person;
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly text?: string;
  readonly headers?: Record<string, string>;
}

/** A request as a program makes it. */
export async function call(
  { app }: Pick<TestApp, 'app'>,
  route: string,
  { as, body, text, headers }: Call = {},
) {
  const [method, path] = route.split(' ') as [string, string];
  const response = await app.request(`https://shansu.test${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(as ? { authorization: `Bearer ${as.token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(text === undefined ? {} : { body: text }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said = await response.text();
  const answered = { status: response.status, headers: response.headers, text: said, body: parsed(said) };
  const [plainPath] = path.split('?') as [string];
  noteAnswer(method, plainPath, response.status);
  assertDocumentedShape(method, plainPath, answered);
  return answered;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
function parsed(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
