import { type ChildProcess, spawn } from 'node:child_process';
import { verifyFabricWitness } from '#ledger/attestation/fabric-witness.ts';
import type { Ledger } from '#ledger/port.ts';
import { type Verdict, verifyBundle } from '#ledger/verify.ts';
import {
  bundleFor,
  changeLogKey,
  type KeyChangeStep,
  keyChangeJob,
  startLogWorkers,
} from '#services/anchors/index.ts';
import { read } from '#services/context.ts';
import { jobContext, Nudge } from '#services/jobs/index.ts';
import type { TestApp } from './app.ts';

export const keyChangeSteps: readonly KeyChangeStep[] = ['opened', 'announced', 'held', 'retired', 'removed'];

/** Workers that do not rest between rounds as the product's do. */
const pace = { leaseMs: 5000, restMs: 10, idleMs: 1000 };
const brisk = { sequencer: pace, anchor: pace };

/** What the command does, in this process; the steps that it told of. */
export async function changeKey(
  t: TestApp,
  districtId: string,
  wanted: Parameters<typeof changeLogKey>[2] = { cause: 'routine' },
): Promise<KeyChangeStep[]> {
  const told: KeyChangeStep[] = [];
  await changeKeyOn(await t.ledger.open(), t, { districtId, ...wanted }, (step) => told.push(step));
  return told;
}

/** The same on a ledger of one's own. */
export async function changeKeyOn(
  ledger: Ledger,
  t: TestApp,
  { districtId, ...wanted }: { districtId: string } & Parameters<typeof changeLogKey>[2],
  tell: Parameters<typeof changeLogKey>[3],
): Promise<void> {
  const committed = new Nudge();
  await using _ = startLogWorkers(t, { ledger, keys: t.logKeys }, committed, brisk);
  const ctx = { ...jobContext(t, keyChangeJob, districtId), committed };
  const means = { keys: t.logKeys, ledgerName: ledger.identity.name };
  await changeLogKey(ctx, means, wanted, tell);
}

interface KeyChangeRun {
  readonly killAt?: (output: string) => boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** The command as its own process, killed as soon as what it said is what is waited for; the exit code, unless it was killed. */
export async function runKeyChange(
  t: TestApp,
  args: readonly string[],
  { killAt, env }: KeyChangeRun = {},
): Promise<{ output: string; exit: number | null }> {
  const child: ChildProcess = spawn('node', ['services/rotate-log-key.ts', ...args], {
    env: { ...process.env, DATABASE_URL: t.databaseUrl, DATA_DIR: t.config.dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (killAt?.(output)) child.kill('SIGKILL');
    });
  await new Promise((closed) => child.once('close', closed));
  return { output, exit: child.exitCode };
}

/** The proof of a record as it is handed out now. */
export async function bundleOf(t: TestApp, districtId: string, recordId: string): Promise<string> {
  const ctx = jobContext(t, 'a test', districtId);
  return await read(ctx, (db) => bundleFor(db, t.vault, { districtId, recordId, disclose: 'open' }));
}

/** What the published trust file makes of a proof. */
export const verdictOn = (t: TestApp, bundle: string): Verdict =>
  verifyBundle(bundle, t.logKeys.trust(), { fabric: verifyFabricWitness });
