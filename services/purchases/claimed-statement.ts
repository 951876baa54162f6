import { canonicalText } from '#ledger/canonical.ts';
import { sha256Hex } from './reports/row-file.ts';

/** What the record of a claim says of the whole line that was claimed. */
export const statementSha256 = (statement: unknown): string =>
  sha256Hex(canonicalText(JSON.parse(JSON.stringify(statement))));
