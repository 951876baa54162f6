import { expect, test } from 'vitest';
import { sources } from '#tests/support/sources.ts';

/** Transactions that append no record, each with its reason. A line that is no longer true fails the test below. */
const withoutRecord: Readonly<Record<string, string>> = {
  'services/anchors/sequence-records.ts': 'gives records their place in the log',
  'services/anchors/anchor-log.ts': 'notes what the ledger has of the log',
  'services/anchors/while-nobody-signs.ts': 'writes nothing: it holds the sequencer back',
};

/** Transactions that no account asks for, each with its reason. */
const withoutAccount: Readonly<Record<string, string>> = {
  'services/anchors/sequence-records.ts': 'a worker, fenced by its lease',
  'services/anchors/anchor-log.ts': 'a worker, fenced by its lease',
  'services/anchors/while-nobody-signs.ts': 'writes nothing: it holds the sequencer back',
  'services/anchors/announce-log-key.ts': 'a command of the operator: authoriseJob',
  'services/suppliers/alert-expiries.ts': 'a job of the product: authoriseJob',
};

const machinery = ['services/context.ts', 'services/submission.ts'];
const verbs = sources('services/**/*.ts').filter(
  ({ path, text }) => /\btransact\(/.test(text) && !machinery.includes(path),
);

test('verbs exist', () => {
  expect(verbs.length).toBeGreaterThan(1);
});

test.for(verbs.map(({ path, text }) => [path, text] as const))(
  '%s authorises its transaction',
  ([path, text]) => {
    expect(/\bauthorise\(/.test(text)).toBe(!(path in withoutAccount));
  },
);

test.for(verbs.map(({ path, text }) => [path, text] as const))('%s appends to the log', ([path, text]) => {
  expect(/\bappendRecords?\(/.test(text)).toBe(!(path in withoutRecord));
});

test('only the record writer inserts records, and nothing updates or deletes them', () => {
  const touching = sources('services/**/*.ts').filter(({ text }) =>
    /(insertInto|updateTable|deleteFrom)\('records'\)/.test(text),
  );
  expect(touching.map(({ path }) => path)).toEqual(['services/records/append.ts']);
});

test('routes and pages never touch the database', () => {
  const touching = sources('services/**/{routes,pages}.ts').filter(({ text }) =>
    /from 'kysely|from 'pg'|\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\btransact\(|\bread\(/.test(
      text,
    ),
  );
  expect(touching.map(({ path }) => path)).toEqual([]);
});

test('only main.ts and the commands read the environment', () => {
  const reading = sources('{services,ledger,schemas,seed}/**/*.ts').filter(({ text }) =>
    /process\.env/.test(text),
  );
  const commands = [
    'services/main.ts',
    'services/start-fabric.ts',
    'services/check.ts',
    'services/audit.ts',
    'services/demo.ts',
    'services/district.ts',
    'services/backup.ts',
    'services/restore.ts',
    'services/rotate-log-key.ts',
    'ledger/network/main.ts',
    'ledger/chaincode/server.ts',
  ];
  expect(reading.map(({ path }) => path).filter((path) => !commands.includes(path))).toEqual([]);
});
