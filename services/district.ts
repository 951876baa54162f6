import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { z } from 'zod';
import { systemClock } from './clock.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './db/open.ts';
import { NewDistrict, openDistrict } from './districts/open-district.ts';

/**
 * `npm run district -- --code 310115 --name 浦东新区 --origin log.example.org/310115 --operator admin`
 *
 * Opens a district with its first operator, who opens schools and accounts. The operator's password is made here and
 * shown once. May run beside the product. The district's log begins with its first record.
 */
const usage = 'usage: npm run district -- --code DIVISION --name NAME --origin LOG-NAME --operator USERNAME';

const { values } = parseArgs({
  options: {
    code: { type: 'string' },
    name: { type: 'string' },
    origin: { type: 'string' },
    operator: { type: 'string' },
  },
});
const password = randomBytes(12).toString('base64url');
const asked = NewDistrict.safeParse({
  divisionCode: values.code,
  name: values.name,
  jurisdiction: values.code,
  origin: values.origin,
  operator: { username: values.operator, displayName: values.operator, password },
});

if (asked.success) {
  const config = readConfig(process.env);
  await using database = await openDatabase(config, pino({ level: 'warn' }));
  const { districtId } = await openDistrict({ db: database.db, clock: systemClock }, asked.data);
  console.log(
    `District ${districtId} is open. Operator ${values.operator}, password ${password} (shown once).`,
  );
  console.log('Its log begins with its first record.');
} else {
  console.error(`${usage}\n${z.prettifyError(asked.error)}`);
  process.exitCode = 2;
}
