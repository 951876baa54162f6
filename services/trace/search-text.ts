import { parseTraceCode } from '#schemas/codes/trace-code.ts';
import { addDays, daysBetween } from '#schemas/time.ts';
import { CivilDate, visible } from '#schemas/values.ts';

/** What somebody may mean by what they typed or scanned; several at once. */
export interface SearchText {
  /** As compared with names and numbers: NFKC, so that full-width forms equal the usual ones; what nobody can see is left out. */
  readonly text: string;
  readonly code: string | undefined;
  /** First and last day, both included; at most a month. */
  readonly days: { readonly from: string; readonly to: string } | undefined;
}

const longestDays = 31;

export function readSearchText(typed: string): SearchText {
  const text = visible(typed).normalize('NFKC').trim();
  return { text, code: codeIn(text), days: daysIn(text) };
}

/** A code by itself, or at the end of the address that a QR code carries. */
function codeIn(text: string): string | undefined {
  const [, fromAddress] = /^https?:\/\/[^?#]*\/T\/([^/?#]+)/i.exec(text) ?? [];
  return parseTraceCode(fromAddress ?? text);
}

const day = String.raw`(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?`;
const span = new RegExp(`^${day}(?:\\s*(?:\\.\\.|~|至|到|—|–|-)\\s*${day})?$`);

function daysIn(text: string): SearchText['days'] {
  const [, ...parts] = span.exec(text) ?? [];
  if (parts.length === 0) return undefined;
  const [from, to = from] = [civilDate(parts.slice(0, 3)), civilDate(parts.slice(3))];
  if (from === undefined || to === undefined || daysBetween(from, to) < 0) return undefined;
  const last = addDays(from, longestDays - 1);
  return { from, to: to < last ? to : last };
}

function civilDate([year, month, date]: readonly (string | undefined)[]): string | undefined {
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return CivilDate.safeParse(text).success ? text : undefined;
}
