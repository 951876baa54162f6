/** A cell: text, a number, a decimal number as its exact text, or nothing. */
export type CsvCell = string | number | null | { readonly decimal: string };

/**
 * A table as CSV (RFC 4180) that spreadsheet programs open as they should: with a byte order mark, so that Chinese is
 * read as UTF-8, and with an apostrophe before texts that would run as formulas (OWASP: CSV injection). Numbers are
 * written as they are. Long rows of digits get a tab before them: as numbers they would lose their last digits.
 */
export function csvText(rows: Iterable<readonly CsvCell[]>): string {
  const lines = Array.from(rows, (row) => `${row.map(csvCell).join(',')}\r\n`);
  return `\uFEFF${lines.join('')}`;
}

function csvCell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object') return value.decimal;
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  if (/^\d{12,}$/.test(harmless)) return `\t${harmless}`;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** An answer that browsers keep as a file; its name is ASCII. */
export const csvAnswer = (name: string, rows: Iterable<readonly CsvCell[]>): Response =>
  new Response(csvText(rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
