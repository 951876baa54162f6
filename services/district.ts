import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import type { z } from 'zod';
import type { CommandResult } from './backup.ts';
import { systemClock } from './clock.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './db/open.ts';
import { NewDistrict, openDistrict } from './districts/open-district.ts';

/**
 * `npm run district -- --code 330106 --name 西湖区 --origin log.example.org/330106 --operator admin`
 *
 * Opens a district with its first operator, who opens schools and accounts. The operator's password and API token are
 * made here and shown once. May run beside the product; the district's log begins with its first record.
 */

const usage = 'usage: npm run district -- --code DIVISION --name NAME --origin LOG-NAME --operator USERNAME';

export async function district(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<CommandResult> {
  const password = randomBytes(12).toString('base64url');
  const options = readArguments(args);
  const asked = NewDistrict.safeParse({
    divisionCode: options?.code,
    name: options?.name,
    jurisdiction: options?.code,
    origin: options?.origin,
    operator: { username: options?.operator, displayName: options?.operator, password },
  });
  if (!options || !asked.success)
    return { exit: 2, output: [usage, ...(options ? faultsOf(asked.error, options) : [])].join('\n') };
  try {
    await using database = await openDatabase(readConfig(env), pino({ level: 'warn' }));
    const { districtId, apiToken } = await openDistrict({ db: database.db, clock: systemClock }, asked.data);
    return {
      exit: 0,
      output: [
        `District ${districtId} is open. Its log begins with its first record.`,
        `Operator ${options.operator}, password ${password}, API token ${apiToken} (shown once).`,
      ].join('\n'),
    };
  } catch (error) {
    return { exit: 1, output: takenOption(error, options) ?? (error as Error).message };
  }
}

type Options = NonNullable<ReturnType<typeof readArguments>>;

function readArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { code: text, name: text, origin: text, operator: text } })
      .values;
  } catch {
    return undefined;
  }
}

/** By what of the district an option is. */
const optionOf: Readonly<Record<string, keyof Options>> = {
  divisionCode: 'code',
  jurisdiction: 'code',
  name: 'name',
  origin: 'origin',
  operator: 'operator',
};

/** Each option that is missing or does not fit, once. */
function faultsOf(error: z.ZodError | undefined, options: Options): string[] {
  const faults = (error?.issues ?? []).map(({ path, message }) => {
    const option = optionOf[String(path[0])]!;
    return [option, options[option] === undefined ? 'is missing' : message] as const;
  });
  return [...new Map(faults)].map(([option, fault]) => `  --${option}: ${fault}`);
}

/** What must differ from every other district's, by the name of the table's constraint. */
const unique = {
  districts_division_code_key: 'code',
  districts_origin_key: 'origin',
  accounts_username_key: 'operator',
} as const;

function takenOption(error: unknown, options: Options) {
  const { constraint } = error as { readonly constraint?: keyof typeof unique };
  const option = constraint && unique[constraint];
  return option && `--${option} ${options[option]} is taken already`;
}

if (import.meta.main) {
  const { exit, output } = await district(process.argv.slice(2), process.env);
  console.log(output);
  process.exitCode = exit;
}
