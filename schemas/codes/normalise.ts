const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xfee0;
/** White space (also U+3000), hyphen-minus, and the dashes that word processors put in its place. */
const SEPARATORS = /[\s\-\u2010-\u2015\u2212]/g;

/**
 * The one form in which a code is compared and stored: full-width letters and digits folded to ASCII, white space
 * and hyphens dropped, a-z raised to A-Z. Nothing else is folded: Unicode's own compatibility forms would turn
 * ① or ſ into characters that nobody printed on the licence.
 */
export function normalise(text: string): string {
  return text
    .replace(FULL_WIDTH, (char) => String.fromCharCode(char.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(SEPARATORS, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
}
