import { normalise } from './normalise.ts';
import { accepted, type CodeVerdict, rejected } from './verdict.ts';

const LENGTH = 18;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
/** GB/T 2260 provinces; 81-83 also stand on residence permits for Hong Kong, Macau and Taiwan residents. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);

/**
 * Checks a resident identity number, GB 11643. Of the division only the province is checked: numbers keep the
 * county of a registration that may be decades old. Callers keep the number masked or committed, never in clear.
 */
export function checkResidentId(text: string): CodeVerdict {
  const code = normalise(text);
  if (!/^\d*X?$/.test(code)) return rejected(code, 'charset');
  if (code.length !== LENGTH) return rejected(code, 'length');
  if (!PROVINCES.has(code.slice(0, 2))) return rejected(code, 'region');
  if (!isCalendarDate(code.slice(6, 14))) return rejected(code, 'date');
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(code.charAt(i)), 0);
  return CHECK_CHARACTERS.charAt(sum % 11) === code.charAt(17)
    ? accepted(code)
    : rejected(code, 'check_digit');
}

/** True for a YYYYMMDD that the calendar has: Date rolls 02-30 over into March, so it must read back the same. */
function isCalendarDate(digits: string): boolean {
  const iso = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
}
