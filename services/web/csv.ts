/**
 * A table as CSV (RFC 4180) that spreadsheet programs open as they should: with a byte order mark, so that Chinese is
 * read as UTF-8, and with an apostrophe before texts that would run as formulas (OWASP: CSV injection). Numbers are
 * written as they are.
 */
export function csvText(rows: Iterable<readonly (string | number)[]>): string {
  const lines = Array.from(rows, (row) => `${row.map(csvCell).join(',')}\r\n`);
  return `\uFEFF${lines.join('')}`;
}

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
