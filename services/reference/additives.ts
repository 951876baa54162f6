import { z } from 'zod';
import { optionalText } from './table.ts';

export const AdditiveRow = z.object({
  name_zh: z.string().min(1),
  name_en: z.string().min(1),
  cns: optionalText,
  ins: optionalText,
  rule: z.enum(['forbidden', 'restricted', 'supplier-only', 'allowed']),
  detail: z.string().min(1),
  basis: z.string().min(1),
  system_action: optionalText,
});

/** An additive, or a substance that must not be one, and what a canteen may do with it. */
export interface Additive {
  readonly nameZh: string;
  readonly nameEn: string;
  /** The single names that the row stands for, e.g. 亚硝酸钠 and 亚硝酸钾. */
  readonly names: readonly string[];
  readonly rule: 'forbidden' | 'restricted' | 'supplier-only' | 'allowed';
  readonly detail: string;
  readonly basis: string;
}

export function toAdditive(row: z.output<typeof AdditiveRow>): Additive {
  return {
    nameZh: row.name_zh,
    nameEn: row.name_en,
    names: splitNames(row.name_zh),
    rule: row.rule,
    detail: row.detail,
    basis: row.basis,
  };
}

/** The additives named in a text such as a product name or a list of ingredients. */
export function additivesIn(text: string, additives: readonly Additive[]): Additive[] {
  return additives.filter((additive) => additive.names.some((name) => text.includes(name)));
}

/** 硫酸铝钾(钾明矾)/硫酸铝铵 → 硫酸铝钾, 钾明矾, 硫酸铝铵; a trailing 等… names a class, not a substance. */
const splitNames = (text: string) =>
  text
    .split(/[/()]/)
    .map((name) => name.replace(/等.*$/, ''))
    .filter((name) => name !== '');
