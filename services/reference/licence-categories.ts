import { z } from 'zod';

export const LicenceCategoryRow = z.object({
  sc_prefix: z.string().regex(/^[12]\d{2}$/),
  category: z.string().regex(/^\d{2}$/),
  name_zh: z.string().min(1),
  name_en: z.string().min(1),
});

/** A category of food production licences: `prefix` is what stands behind SC, e.g. 101 for grain. */
export interface LicenceCategory {
  readonly prefix: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

export function toLicenceCategory(row: z.output<typeof LicenceCategoryRow>): LicenceCategory {
  return { prefix: row.sc_prefix, nameZh: row.name_zh, nameEn: row.name_en };
}
