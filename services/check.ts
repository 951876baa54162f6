import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyFabricWitness } from '#ledger/attestation/fabric-witness.ts';
import { fromUtf8 } from '#ledger/bytes.ts';
import { FAILURES, type Failure } from '#ledger/failures.ts';
import { parseTrust, type Trust } from '#ledger/trust.ts';
import { type Verdict, verifyBundle } from '#ledger/verify.ts';
import { reportFailure, reportVerified } from './check-report.ts';

/**
 * `npm run --silent check -- BUNDLE.json [--trust TRUST.json] [--json]`
 *
 * Checks a proof bundle with nothing but the two files. Exit code 0 says fully verified; each way to fail has
 * its own (ledger/README.md).
 */

const bytesAtMost = 16 * 2 ** 20;

export type CheckResult = { exit: number; output: string };

/** @param dataDir where `trust.json` is looked for unless `--trust` names another file */
export async function check(args: readonly string[], dataDir: string): Promise<CheckResult> {
  const options = readArguments(args);
  if (options === undefined) return resultOf({ ok: false, failure: { code: 'wrong-usage' } }, false);
  const verdict = await verifyFiles(options.bundle, options.trust ?? join(dataDir, 'trust.json'));
  return resultOf(verdict, options.json);
}

type Options = { bundle: string; trust: string | undefined; json: boolean };

function readArguments(args: readonly string[]): Options | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { trust: { type: 'string' }, json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [bundle, ...more] = positionals;
    return bundle === undefined || more.length > 0
      ? undefined
      : { bundle, trust: values.trust, json: values.json };
  } catch {
    return undefined;
  }
}

async function verifyFiles(bundleFile: string, trustFile: string): Promise<Verdict> {
  const trust = await readTrust(trustFile);
  if ('code' in trust) return { ok: false, failure: trust };
  const bundle = await readWhole(bundleFile);
  if (bundle === undefined) return { ok: false, failure: { code: 'bundle-unreadable', file: bundleFile } };
  return verifyBundle(bundle, trust, { fabric: verifyFabricWitness });
}

async function readTrust(file: string): Promise<Trust | Failure> {
  const bytes = await readWhole(file);
  if (bytes === undefined) return { code: 'trust-unreadable', file };
  try {
    return parseTrust(fromUtf8(bytes));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { code: 'trust-malformed', reason: error.message };
  }
}

/** Either file may come from anyone; proofs have some kilobytes. Undefined when it cannot be read, or is larger. */
async function readWhole(file: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = Buffer.concat(await createReadStream(file, { end: bytesAtMost }).toArray());
    return bytes.length > bytesAtMost ? undefined : bytes;
  } catch {
    return undefined;
  }
}

function resultOf(verdict: Verdict, json: boolean): CheckResult {
  const exit = verdict.ok ? 0 : FAILURES[verdict.failure.code].exit;
  if (json) return { exit, output: JSON.stringify({ ...verdict, exit }, undefined, 2) };
  return { exit, output: verdict.ok ? reportVerified(verdict) : reportFailure(verdict.failure) };
}

if (import.meta.main) {
  const { exit, output } = await check(process.argv.slice(2), process.env.DATA_DIR || '.data');
  console.log(output);
  process.exitCode = exit;
}
