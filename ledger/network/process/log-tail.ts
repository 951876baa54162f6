import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

const mostBytes = 256 * 1024;

/** The last lines of a log, at most 256 kB of it; empty when there is no log. */
export function tailOf(path: string, lines: number): string {
  if (!existsSync(path)) return '';
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, mostBytes));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } finally {
    closeSync(file);
  }
}
