import { readFile } from 'node:fs/promises';
import { recountFile } from './purchases/index.ts';

/**
 * `npm run --silent recount -- ROWS.ndjson`
 *
 * Prints the totals of a frozen period, computed from its file of rows and nothing else: the bytes whose SHA-256 stands
 * in the record as `totalsSha256`. The file's own is `rowsSha256`.
 */
if (import.meta.main) {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || more.length > 0) {
    console.error('usage: npm run --silent recount -- ROWS.ndjson');
    process.exitCode = 2;
  } else {
    try {
      process.stdout.write(recountFile(await readFile(file, 'utf8')));
    } catch (error) {
      console.error(`${file} is no file of rows: ${(error as Error).message}`);
      process.exitCode = 1;
    }
  }
}
