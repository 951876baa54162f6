import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What the integration tests of this run saw the API answer: one `METHOD path status` a line. A file for each run, which
 * its processes learn of by their environment: neither an earlier run nor another one beside it can speak for this one.
 */
const variable = 'SHANSU_SEEN_ANSWERS';

/** Makes the file of this run, once, before any test process starts. */
export function prepareSeenAnswers(): void {
  if (process.env[variable] !== undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'shansu-answers-'));
  process.env[variable] = join(folder, 'seen-answers.txt');
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

const file = (): string => process.env[variable]!;

export const noteAnswer = (method: string, path: string, status: number): void =>
  appendFileSync(file(), `${method} ${path} ${status}\n`);

export function seenAnswers(): { method: string; path: string; status: string }[] {
  if (!existsSync(file())) return [];
  return readFileSync(file(), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [method = '', path = '', status = ''] = line.split(' ');
      return { method, path, status };
    });
}
