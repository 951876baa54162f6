import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DemoGuide } from '#schemas/demo.ts';
import { StartRefused } from './start-refused.ts';

/** The guide that the first start wrote, if this data folder holds a demo. @throws StartRefused when it is damaged */
export function readDemoGuide(dataDir: string): DemoGuide | undefined {
  const file = join(dataDir, 'demo.json');
  if (!existsSync(file)) return undefined;
  try {
    return DemoGuide.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new StartRefused(`${file} is damaged: put a copy in its place, or remove it`, { cause });
  }
}

/** The guide as people read it. */
export function demoText({ accounts, codes }: DemoGuide, url: string): string {
  const people = accounts.map(({ role, school, supplier, username, password, pin }) =>
    [
      `  ${role.padEnd(12)}`,
      username.padEnd(24),
      password,
      (pin ? `PIN ${pin}` : '').padEnd(11),
      school ?? supplier ?? '',
    ]
      .join('  ')
      .trimEnd(),
  );
  const examples = Object.entries(codes).map(([kind, code]) => `  ${kind.padEnd(12)}  ${url}/T/${code}`);
  return ['Accounts (user name, password)', ...people, '', 'Codes to try', ...examples].join('\n');
}
