import { normalise } from './normalise.ts';
import {
  accepted,
  type CodeVerdict,
  type CodeWarning,
  type KnownRegion,
  regionWarnings,
  rejected,
} from './verdict.ts';

/** Unified social credit code, GB 32100-2015: 31 symbols, no I O S V Z. A symbol's value is its index. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;
/** GB 11714 counts the whole Latin alphabet inside the organisation code. */
const INNER_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const INNER_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** First character: the department that registers. 1 is the establishment office, 5 civil affairs, 9 the market. */
const DEPARTMENTS = '123456789ANY';
/** Entity types that the dictionary gives for a department; other departments have no list, so any type passes. */
const ENTITY_TYPES: Readonly<Record<string, string>> = { '1': '1239', '5': '1239', '9': '123', N: '123' };

/**
 * Checks a unified social credit code.
 *
 * The department is checked before the check character, because eighteen zeros satisfy the checksum.
 * Warnings: unlisted entity type, division code not in force, organisation code whose own check digit fails.
 */
export function checkUscc(text: string, knownRegion: KnownRegion): CodeVerdict {
  const code = normalise(text);
  if ([...code].some((symbol) => !ALPHABET.includes(symbol))) return rejected(code, 'charset');
  if (code.length !== LENGTH) return rejected(code, 'length');
  const department = code.charAt(0);
  if (!DEPARTMENTS.includes(department)) return rejected(code, 'department');

  const warnings: CodeWarning[] = [];
  if (ENTITY_TYPES[department]?.includes(code.charAt(1)) === false) warnings.push('entity_type');
  warnings.push(...regionWarnings(code.slice(2, 8), knownRegion));
  if (innerCheckDigit(code.slice(8, 16)) !== code.charAt(16)) warnings.push('inner_check_digit');

  if (usccCheckCharacter(code.slice(0, 17)) !== code.charAt(17)) {
    return rejected(code, 'check_digit', warnings);
  }
  return accepted(code, warnings);
}

/** The check character of the first 17 characters. The outer modulo turns 31 into 0 (about one code in 31). */
export function usccCheckCharacter(body: string): string {
  let weight = 1;
  let sum = 0;
  for (const symbol of body) {
    sum += ALPHABET.indexOf(symbol) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** GB 11714: 11 is written 0, 10 is written X. */
function innerCheckDigit(body: string): string {
  const sum = INNER_WEIGHTS.reduce(
    (total, weight, i) => total + weight * INNER_ALPHABET.indexOf(body.charAt(i)),
    0,
  );
  const check = 11 - (sum % 11);
  if (check === 11) return '0';
  return check === 10 ? 'X' : String(check);
}
