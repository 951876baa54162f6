import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';

const program = join(import.meta.dirname, '../second-verifier/verify.py');

/** The interpreter of the second verifier; undefined where there is none. */
const python = ['python3', 'python'].find((name) => {
  const { stdout } = spawnSync(name, ['-c', 'import sys; print(sys.version_info >= (3, 9))'], {
    encoding: 'utf8',
  });
  return stdout?.trim() === 'True';
});
const missing = 'Python 3.9 or newer';

/**
 * Tests that need the second verifier. Where there is no interpreter for it, one test stands for all of them and says so
 * loudly.
 *
 * @param what is tested
 * @param count how many tests `register` adds
 */
export function onSecondVerifier(what: string, count: number, register: (interpreter: string) => void): void {
  if (python !== undefined) {
    register(python);
    return;
  }
  test(`${what}: ${count} tests NOT RUN, no ${missing} found`, ({ task }) => {
    task.meta.notRun = { tests: count, missing };
    console.warn(`\n*** ${count} tests were NOT RUN by the second verifier: ${what}. No ${missing} found.\n`);
  });
}

/** What the second verifier makes of files. @throws Error when it prints anything but verdicts */
export function secondVerdicts(interpreter: string, trustFile: string, files: readonly string[]): string[] {
  const { stdout, stderr } = spawnSync(interpreter, ['-B', program, trustFile, ...files], {
    encoding: 'utf8',
  });
  if (stderr !== '') throw new Error(stderr);
  const lines = stdout.trimEnd().split('\n');
  return lines.map((line) => line.split('\t')[0]!);
}

/** The same of texts and bytes that lie in no file. */
export function secondVerdictsOn(
  interpreter: string,
  trust: string,
  bundles: readonly (string | Uint8Array)[],
): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'shansu-second-'));
  try {
    const trustFile = join(folder, 'trust.json');
    writeFileSync(trustFile, trust);
    const files = bundles.map((bundle, i) => {
      const path = join(folder, `bundle-${i}.json`);
      writeFileSync(path, bundle);
      return path;
    });
    return secondVerdicts(interpreter, trustFile, files);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
