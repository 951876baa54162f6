import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The columns of which the audit's README says that it does not vouch for them, or that it finds them elsewhere. */
export interface UnauditedColumns {
  /** `table.column`, `table[kind].column` or `table.*`. */
  readonly unaudited: readonly string[];
  /** Where a finding names something else than the column that was changed. */
  readonly foundAt: ReadonlyMap<string, string>;
}

const readme = join(import.meta.dirname, '../../services/audit/README.md');

export function unauditedColumns(): UnauditedColumns {
  const text = readFileSync(readme, 'utf8');
  return {
    unaudited: [...rowsOf(text, '| No finding follows from a change of | because |')].map(([name]) => name),
    foundAt: new Map(rowsOf(text, '| A change of | is found at | because |')),
  };
}

/** Each name in the first column of a table, with the name in its second. */
function* rowsOf(text: string, heading: string): Generator<[string, string]> {
  const [, table = ''] = text.split(`${heading}\n`);
  const [body] = table.split('\n\n') as [string];
  for (const line of body.split('\n').slice(1)) {
    const [, names = '', second = ''] = line.split(' | ').join('|').split('|');
    const [at = ''] = namesIn(second);
    for (const name of namesIn(names)) yield [name, at];
  }
}

const namesIn = (cell: string): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name as string);
