import { normalise } from './normalise.ts';
import { accepted, type CodeVerdict, rejected } from './verdict.ts';

const GTIN_LENGTHS = [8, 12, 13, 14];

/**
 * Checks a GTIN-8, -12, -13 or -14 and normalises it to 14 digits, the form in which the four compare.
 * The check misses swapped neighbours that differ by 5; nothing can be done about that.
 */
export function checkGtin(text: string): CodeVerdict {
  const verdict = checkGs1(text, GTIN_LENGTHS);
  if (verdict.level === 'reject') return verdict;
  return { ...verdict, normalised: verdict.normalised.padStart(14, '0') };
}

/** Checks a serial shipping container code (18 digits). */
export const checkSscc = (text: string): CodeVerdict => checkGs1(text, [18]);

/** Checks a global location number (13 digits). */
export const checkGln = (text: string): CodeVerdict => checkGs1(text, [13]);

function checkGs1(text: string, lengths: readonly number[]): CodeVerdict {
  const code = normalise(text);
  if (!/^\d*$/.test(code)) return rejected(code, 'charset');
  if (!lengths.includes(code.length)) return rejected(code, 'length');
  return gs1CheckDigit(code.slice(0, -1)) === code.at(-1) ? accepted(code) : rejected(code, 'check_digit');
}

/** GS1 modulo 10: weights 3, 1, 3, 1 … from the right of the body. */
function gs1CheckDigit(body: string): string {
  const sum = [...body]
    .reverse()
    .reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}
