import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DemoGuide } from '#schemas/demo.ts';

/** `npm run demo [-- --json]`: the demo's accounts and example codes, whether the product is running or not. */
const file = join(process.env.DATA_DIR || '.data', 'demo.json');

if (!existsSync(file)) {
  console.error(`There is no demo in ${file}. Run npm start first.`);
  process.exit(1);
}
const guide = DemoGuide.parse(JSON.parse(readFileSync(file, 'utf8')));
console.log(process.argv.includes('--json') ? JSON.stringify(guide) : demoText(guide));

function demoText({ url, accounts, codes }: DemoGuide): string {
  const people = accounts.map(
    ({ role, school = '', username, password, pin }) =>
      `  ${role.padEnd(10)} ${username.padEnd(24)} ${password}  ${pin ? `PIN ${pin}` : '          '}  ${school}`,
  );
  const examples = Object.entries(codes).map(([kind, code]) => `  ${kind.padEnd(12)} ${url}/T/${code}`);
  return ['Accounts', ...people, 'Codes to try', ...examples].join('\n');
}
