import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { parseTrust } from '#ledger/trust.ts';
import { trustPath } from './anchors/index.ts';
import { type AuditMeans, auditAll, auditText, Report } from './audit/index.ts';
import { type Config, readConfig } from './config.ts';
import { openDatabase } from './db/open.ts';
import { openAuditedLedger, requireFittingLedger } from './ledger.ts';
import { allDerivedRows, allRecordedRows } from './recorded-rows.ts';
import { personalVault } from './records/personal.ts';
import { secretFile } from './secret-file.ts';
import { reasonOf } from './start-refused.ts';

/**
 * `npm run --silent audit [-- [--district CODE] [--json]]`
 *
 * Derives everything anew: text, digests, leaves, tiles, roots, checkpoints, personal values, the business rows that
 * follow from records, and the ledger from every organisation's own peer. May run beside the product.
 * services/audit/README.md has the exit codes.
 */

export type AuditResult = { exit: number; output: string };

const usage =
  '用法：npm run --silent audit [-- [--district CODE] [--json]]\nusage: npm run --silent audit [-- [--district CODE] [--json]]; the settings are those of the product';

export async function audit(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<AuditResult> {
  const options = readArguments(args);
  if (options === undefined) return { exit: 2, output: usage };
  const { json, district } = options;
  try {
    const report = await auditConfigured(readConfig(env), district);
    const { exit, counts, ledger, findings, found, unaudited } = report;
    const data = { ok: exit === 0, exit, counts, ledger, found, unaudited, findings };
    return { exit, output: json ? JSON.stringify(data, undefined, 2) : auditText(report) };
  } catch (error) {
    const reason = reasonOf(error);
    const output = json
      ? JSON.stringify({ ok: false, exit: 3, reason }, undefined, 2)
      : `✘ 审计未能完成，不能说明任何问题：${reason}\n  The audit could not be finished and says nothing: ${reason}`;
    return { exit: 3, output };
  }
}

function readArguments(args: readonly string[]) {
  try {
    const options = { json: { type: 'boolean', default: false }, district: { type: 'string' } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch {
    return undefined;
  }
}

async function auditConfigured(config: Config, divisionCode: string | undefined): Promise<Report> {
  requireFittingLedger(config);
  await using resources = new AsyncDisposableStack();
  const means: AuditMeans = {
    trust: parseTrust(readFileSync(trustPath(config.dataDir), 'utf8')),
    vault: personalVault(secretFile(existing(join(config.dataDir, 'keys', 'personal.key')))),
    ledger: resources.use(await openAuditedLedger(config)),
    recordedRows: allRecordedRows,
    derivedRows: allDerivedRows,
  };
  const { owner } = resources.use(await openDatabase(config, pino({ level: 'fatal' })));
  const report = new Report();
  await auditAll(owner, means, report, divisionCode);
  return report;
}

/** An audit makes nothing: a new key would open no old value. */
function existing(path: string): string {
  if (!existsSync(path)) throw new Error(`${path} is missing`);
  return path;
}

if (import.meta.main) {
  const { exit, output } = await audit(process.argv.slice(2), process.env);
  console.log(output);
  process.exitCode = exit;
}
