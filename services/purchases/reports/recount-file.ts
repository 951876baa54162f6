import { recount } from './recount.ts';
import { readRows, totalsText } from './row-file.ts';

/** The canonical text of the totals that a report's file of rows comes to. @throws SyntaxError, ZodError */
export const recountFile = (file: string): string =>
  totalsText(recount(readRows(file.trimEnd().split('\n'))));
