import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { trustPath } from './anchors/index.ts';
import { type BackupReport, writeBackup } from './backup/index.ts';
import { systemClock } from './clock.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './db/open.ts';
import { reasonOf } from './start-refused.ts';

/**
 * `npm run backup -- --to FOLDER [--keys FOLDER]`
 *
 * Copies the database, the papers and the trust file, beside the running product or without it. The secret keys go to a
 * folder of their own, or nowhere. services/backup/README.md says what is in a backup and what is not.
 */

export type CommandResult = { exit: number; output: string };

const usage =
  '用法：npm run backup -- --to FOLDER [--keys FOLDER]\nusage: npm run backup -- --to FOLDER [--keys FOLDER]; the settings are those of the product';

export async function backup(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<CommandResult> {
  const options = readArguments(args);
  if (!options?.to || options.keys === '') return { exit: 2, output: usage };
  try {
    const config = readConfig(env);
    requireInstallation(config.dataDir);
    await using database = await openDatabase(config, pino({ level: 'warn' }));
    const report = await writeBackup({
      ...{ owner: database.owner, dataDir: config.dataDir, madeAt: systemClock.now() },
      ...{ to: options.to, keysTo: options.keys },
    });
    const isWhole = report.missingPapers.length === 0;
    return { exit: isWhole ? 0 : 1, output: describe(report, options.to, options.keys) };
  } catch (error) {
    const reason = reasonOf(error);
    return { exit: 1, output: `✘ 备份未完成：${reason}\n  No backup was made: ${reason}` };
  }
}

/** Who names another folder than the product's would get a copy of nothing, and no warning. */
function requireInstallation(dataDir: string): void {
  const path = trustPath(dataDir);
  if (!existsSync(path)) throw new Error(`${path} is missing: DATA_DIR must be the product's`);
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { to: { type: 'string' }, keys: { type: 'string' } } })
      .values;
  } catch {
    return undefined;
  }
}

function describe({ manifest, missingPapers }: BackupReport, to: string, keys: string | undefined): string {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const papers = manifest.papers.length;
  const lines = [
    `✔ 已备份到 ${to}：${rows} 行数据，${papers} 份证照文件。`,
    `  Backed up to ${to}: ${rows} rows, ${papers} papers.`,
    ...manifest.logs.map(({ origin, size }) => `    ${origin}: ${size}`),
    ...(keys
      ? [`  密钥另存于 ${keys}，请分开保管。The secret keys are in ${keys}: keep them apart.`]
      : ['  不含密钥：请另行保管 DATA_DIR/keys。Without the secret keys: keep DATA_DIR/keys elsewhere.']),
    ...missingPapers.map((sha256) => `✘ 证照文件缺失或损坏 paper missing or damaged: ${sha256}`),
  ];
  return lines.join('\n');
}

if (import.meta.main) {
  const { exit, output } = await backup(process.argv.slice(2), process.env);
  console.log(output);
  process.exitCode = exit;
}
