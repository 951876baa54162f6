import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from '#ledger/bytes.ts';
import { canonicalText } from '#ledger/canonical.ts';
import { ReportRow, type ReportTotals } from '#schemas/period-report.ts';

/**
 * The lines of a report's file of rows: canonical text (RFC 8785), the basis first and the others in the order of their
 * characters, so that the same rows are the same bytes wherever they come from.
 */
export function rowLines(rows: readonly ReportRow[]): string[] {
  const lines = rows.map((row) => canonicalText(row));
  const [basis, ...others] = lines;
  return basis === undefined ? [] : [basis, ...others.toSorted()];
}

/** The file itself: each line ends in a line feed. */
export const rowFile = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** @throws SyntaxError, ZodError when a line is no row of a report */
export const readRows = (lines: readonly string[]): ReportRow[] =>
  lines.map((line) => ReportRow.parse(JSON.parse(line)));

/** The canonical text of totals; what makes no sense for the period is absent. */
export function totalsText(totals: ReportTotals): string {
  const withoutNulls = JSON.stringify(totals, (_, value) => (value === null ? undefined : value));
  return canonicalText(JSON.parse(withoutNulls));
}

export const sha256Hex = (text: string): string => toHex(sha256(utf8(text)));
