import type { Language } from './language.ts';

interface Punctuation {
  readonly colon: string;
  /** Between the members of a list. */
  readonly comma: string;
  readonly semicolon: string;
  readonly open: string;
  readonly close: string;
}

/** What stands between words that a page puts together: wide marks in Chinese, marks and spaces in English. */
export const punctuation: Readonly<Record<Language, Punctuation>> = {
  zh: { colon: '：', comma: '、', semicolon: '；', open: '（', close: '）' },
  en: { colon: ': ', comma: ', ', semicolon: '; ', open: ' (', close: ')' },
};
