import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { parseVerifierKey, signerName } from '#ledger/note.ts';
import type { KeyChangeCause } from '#schemas/records/log-key-changed.ts';
import { changeLogKey, type KeyChangeStep, keyChangeJob, startLogWorkers } from './anchors/index.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './db/open.ts';
import { jobContext } from './jobs/index.ts';
import { readLedger, requireFittingLedger } from './ledger.ts';
import { openDeps } from './open-deps.ts';
import { reasonOf } from './start-refused.ts';

/**
 * `npm run rotate-log-key -- --district 310115 [--stolen | --lost] [--again]`
 *
 * Exchanges the key that signs a district's log, beside the running product or without it. Interrupted anywhere, it goes
 * on when it is started again; so that it does no more than that, a key that changed today is left as it is without
 * `--again`. ledger/README.md says what happens, and what to do with the trust file afterwards.
 */
const usage = 'usage: npm run rotate-log-key -- --district CODE [--stolen | --lost] [--again]';

const done: Readonly<Record<KeyChangeStep, string>> = {
  opened: '1/5 the new key is made and stands in the trust file',
  announced: '2/5 the log holds a record that names both keys',
  held: '3/5 the ledger holds a checkpoint that the new key signed',
  retired: '4/5 the old key may sign no more',
  removed: '5/5 the old secret is removed; give the new trust file to all who check proofs',
  already: 'the key was changed already within a day; --again changes it once more',
};

const nameOf = (vkey: string): string => signerName(parseVerifierKey(vkey));

async function rotate({ district: divisionCode, ...wanted }: Asked): Promise<void> {
  const config = readConfig(process.env);
  requireFittingLedger(config);
  // Of what the workers meet, the operator reads the reason; the product's log has the rest.
  const serializers = { err: ({ message }: Error) => message };
  const log = pino({ level: 'warn', serializers }, pino.destination(2));
  await using resources = new AsyncDisposableStack();
  const { db } = resources.use(await openDatabase(config, log));
  const district = await db
    .selectFrom('districts')
    .select('id')
    .where('divisionCode', '=', divisionCode)
    .executeTakeFirst();
  if (!district) throw new Error(`there is no district ${divisionCode}`);
  const deps = await openDeps(config, log, db);
  const ledger = resources.use(await readLedger(config));
  deps.logKeys.admitLedger(ledger.trusted);
  // Beside the product they wait, and it does the work.
  resources.use(startLogWorkers(deps, { ledger, keys: deps.logKeys }, deps.committed));
  const ctx = jobContext(deps, keyChangeJob, district.id);
  const means = { keys: deps.logKeys, ledgerName: ledger.identity.name };
  await changeLogKey(ctx, means, wanted, (step, { retires, admits }) =>
    console.log(`${done[step]} (${nameOf(retires)} → ${nameOf(admits)})`),
  );
}

interface Asked {
  readonly district: string;
  readonly cause: KeyChangeCause;
  readonly again: boolean;
}

function readArguments(): Asked | undefined {
  try {
    const flag = { type: 'boolean', default: false } as const;
    const { values } = parseArgs({
      options: { district: { type: 'string' }, stolen: flag, lost: flag, again: flag },
    });
    const { district, stolen, lost, again } = values;
    if (district === undefined || (stolen && lost)) return undefined;
    return { district, again, cause: stolen ? 'stolen' : lost ? 'lost' : 'routine' };
  } catch {
    return undefined;
  }
}

const asked = readArguments();
if (asked) {
  try {
    await rotate(asked);
  } catch (error) {
    console.error(reasonOf(error));
    process.exitCode = 1;
  }
} else {
  console.error(usage);
  process.exitCode = 2;
}
