import type { Language } from '../../web/language.ts';
import { evidence } from './evidence.ts';
import { fieldNames } from './field-names.ts';
import { food } from './food.ts';
import { parties } from './parties.ts';
import { purchases } from './purchases.ts';

/** A sentence of the API's description, Chinese and English. The description itself has one of the two. */
export type Pair = readonly [zh: string, en: string];

export const pairs: readonly Pair[] = [...parties, ...food, ...purchases, ...evidence, ...fieldNames];

const byText = new Map<string, Pair>(pairs.flatMap((pair) => pair.map((text) => [text, pair])));

/** Whether a text of the description has both languages. */
export const isTranslated = (text: string): boolean => byText.has(text);

/** A text of the description in the reader's language. */
export function translated(text: string, language: Language): string {
  const [zh, en] = byText.get(text) ?? [text, text];
  return language === 'zh' ? zh : en;
}
