import { normalise } from './normalise.ts';
import { accepted, type CodeVerdict, rejected } from './verdict.ts';

const LONGEST = 40;

/**
 * Checks a filing number for selling prepackaged food only (YB…). No check rule of these numbers is known, so
 * any text of a plausible length is kept; one that does not start with YB gets a warning.
 */
export function checkFiling(text: string): CodeVerdict {
  const code = normalise(text);
  if (code.length === 0 || code.length > LONGEST) return rejected(code, 'length');
  return accepted(code, code.startsWith('YB') ? [] : ['prefix']);
}
