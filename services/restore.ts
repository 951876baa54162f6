import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { RestoreBrokenOff, RestoredUnmigrated, restoreBackup } from './backup/index.ts';
import type { CommandResult } from './backup.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './db/open.ts';
import { reasonOf } from './start-refused.ts';

/**
 * `npm run restore -- --from FOLDER [--keys FOLDER]`
 *
 * Puts a backup into an empty database and an empty data folder, while the product does not run.
 */

const usage =
  '用法：npm run restore -- --from FOLDER [--keys FOLDER]\nusage: npm run restore -- --from FOLDER [--keys FOLDER]; the settings are those of the product';

export async function restore(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<CommandResult> {
  const options = readArguments(args);
  if (!options?.from || options.keys === '') return { exit: 2, output: usage };
  try {
    const config = readConfig(env);
    await using database = await openDatabase(config, pino({ level: 'warn' }), 'product');
    const manifest = await restoreBackup({
      ...{ owner: database.owner, dataDir: config.dataDir },
      ...{ from: options.from, keysFrom: options.keys },
    });
    const { madeAt, tables, papers } = manifest;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    return {
      exit: 0,
      output: [
        `✔ 已恢复 ${madeAt} 的备份：${rows} 行数据，${papers.length} 份证照文件。启动系统，再运行 npm run --silent audit。`,
        `  Restored the backup of ${madeAt}: ${rows} rows, ${papers.length} papers. Start the product, then npm run --silent audit.`,
      ].join('\n'),
    };
  } catch (error) {
    const reason = reasonOf(error);
    const describe =
      error instanceof RestoredUnmigrated
        ? unmigrated
        : error instanceof RestoreBrokenOff
          ? brokenOff
          : notBegun;
    return { exit: 1, output: describe(reason) };
  }
}

const notBegun = (reason: string) => `✘ 没有恢复：${reason}\n  Nothing was restored: ${reason}`;

const brokenOff = (reason: string) =>
  [
    `✘ 恢复中断：${reason}。DATA_DIR 中可能已有一部分文件；排除原因后请重新运行。`,
    `  The restore broke off: ${reason}. DATA_DIR may hold some of its files by now; mend the cause and run it again.`,
  ].join('\n');

const unmigrated = (reason: string) =>
  [
    `✘ 数据和文件均已恢复，但数据库结构未能更新：${reason}。请勿再次恢复；排除原因后启动系统，启动时会自动更新。`,
    `  All rows and files are in, but the schema is not up to date: ${reason}. Do not restore again: mend the cause and start the product, which migrates.`,
  ].join('\n');

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { from: { type: 'string' }, keys: { type: 'string' } } })
      .values;
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  const { exit, output } = await restore(process.argv.slice(2), process.env);
  console.log(output);
  process.exitCode = exit;
}
