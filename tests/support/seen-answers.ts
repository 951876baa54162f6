import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the integration tests of this run saw the API answer: one `METHOD path status` a line. */
const file = fileURLToPath(new URL('../../node_modules/.cache/shansu/seen-answers.txt', import.meta.url));

export function forgetSeenAnswers(): void {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
}

export const noteAnswer = (method: string, path: string, status: number): void =>
  appendFileSync(file, `${method} ${path} ${status}\n`);

export function seenAnswers(): { method: string; path: string; status: string }[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [method = '', path = '', status = ''] = line.split(' ');
      return { method, path, status };
    });
}
