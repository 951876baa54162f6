/** What a cell means, or the code of what is wrong with it. */
export type Cell = { readonly value: unknown } | { readonly fault: string };

const value = (parsed: unknown): Cell => ({ value: parsed });
const fault = (code: string): Cell => ({ fault: code });

/** Digits and marks that input methods write full-width, as ASCII. */
const narrow = (text: string) => text.normalize('NFKC').trim();

/** Text as people wrote it, on one line; what looks like a formula is text like any other. */
export const text = (cell: string): Cell => value(cell.replace(/\s*[\r\n]+\s*/g, ' '));

/**
 * A code or number to be kept as text. Exports protect such cells from the spreadsheet with a tab, an apostrophe or
 * `="…"`, which are no part of it.
 */
export function code(cell: string): Cell {
  const bare = narrow(cell)
    .replace(/^="(.*)"$/, '$1')
    .replace(/^'/, '')
    .trim();
  return /^\d(\.\d+)?E\+\d+$/i.test(bare) ? fault('destroyed-by-spreadsheet') : value(bare);
}

/** Whole number. */
export function count(cell: string): Cell {
  const bare = narrow(cell);
  return /^\d{1,9}$/.test(bare) ? value(Number(bare)) : fault('not-a-number');
}

/** `1,234.50`, `¥1234.5`, `1234.50元` → fen */
export const yuan = (cell: string): Cell =>
  scaled(narrow(cell).replace(/^[¥￥]|元$/g, ''), 2, 'not-an-amount');

/** `12.5`, `1,200` → grams */
export const kilograms = (cell: string): Cell =>
  scaled(narrow(cell).replace(/(kg|千克|公斤)$/i, ''), 3, 'not-a-weight');

/** Decimal text, with or without thousands separators, times a power of ten: never through a float. */
function scaled(given: string, digits: number, code: string): Cell {
  const bare = given.trim();
  const grouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare);
  const [, whole, fraction = ''] =
    /^(\d{1,12})(?:\.(\d+))?$/.exec(grouped ? bare.replaceAll(',', '') : bare) ?? [];
  const kept = fraction.replace(/0+$/, '');
  if (whole === undefined || kept.length > digits) return fault(code);
  return value(Number(whole + kept.padEnd(digits, '0')));
}

const timeForms = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/** `2025-03-01 09:30`, `2025/3/1`, `2025年3月1日`: Shanghai time → RFC 3339. A bare day begins at midnight. */
export function time(cell: string): Cell {
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = timeForms.exec(narrow(cell)) ?? [];
  if (year === undefined || month === undefined || day === undefined) return fault('not-a-time');
  const two = (part: string) => part.padStart(2, '0');
  const local = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
  const at = new Date(`${local}.000+08:00`);
  // A day that does not exist would silently become the next month's.
  const real =
    !Number.isNaN(at.getTime()) && new Date(at.getTime() + 8 * 3_600_000).toISOString().startsWith(local);
  return real ? value(at.toISOString()) : fault('not-a-time');
}

/** One of the words that a column knows. */
export const choice =
  (words: Readonly<Record<string, unknown>>) =>
  (cell: string): Cell => {
    const bare = narrow(cell);
    return Object.hasOwn(words, bare) ? value(words[bare]) : fault('not-a-choice');
  };
