import type { Dimension } from '#schemas/purchase-totals.ts';
import type { Reference } from '../../reference/index.ts';
import type { Language } from '../../web/language.ts';
import { valueNames } from '../messages.ts';

/** What a page needs to call things by name. */
export interface Words {
  readonly language: Language;
  readonly reference: Reference;
}

/** Values of these dimensions are words of ours; names of units, firms and places are what they are. */
const ours: readonly Dimension[] = ['level', 'keyCounty', 'channel', 'platform'];

/** What a value of a dimension is called. */
export function valueName(by: Dimension, value: string, { language, reference }: Words): string {
  if (by === 'category') {
    const group = reference.goods.groups.find(({ code }) => code === value);
    return group ? group[language === 'zh' ? 'nameZh' : 'nameEn'] : value;
  }
  return ours.includes(by) ? (valueNames[value]?.[language] ?? value) : value;
}
