import { z } from 'zod';
import { optionalInteger, optionalText } from './table.ts';

export const DocumentTypeRow = z.object({
  code: z.string().regex(/^[A-Z0-9_]+$/),
  name_zh: z.string().min(1),
  name_en: z.string().min(1),
  scope: z.enum(['supplier', 'producer', 'batch', 'person', 'vehicle']),
  number_format: optionalText,
  validity_months: optionalInteger,
  issuer: z.string().min(1),
  verification: z.string().min(1),
  basis: z.string().min(1),
});

/** A kind of paper: what it is about, who issues it, how long it is good and how it is checked. */
export interface DocumentType {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly scope: 'supplier' | 'producer' | 'batch' | 'person' | 'vehicle';
  /** `USCC`, `SC`, `JY`, `RESIDENT_ID`; several are alternatives. Empty when no check is known. */
  readonly numberFormats: readonly string[];
  /** Usual validity; the date on the paper wins. */
  readonly validityMonths: number | undefined;
  readonly issuer: string;
  readonly verification: string;
  readonly basis: string;
}

export function toDocumentType(row: z.output<typeof DocumentTypeRow>): DocumentType {
  return {
    code: row.code,
    nameZh: row.name_zh,
    nameEn: row.name_en,
    scope: row.scope,
    numberFormats: row.number_format?.split('|') ?? [],
    validityMonths: row.validity_months,
    issuer: row.issuer,
    verification: row.verification,
    basis: row.basis,
  };
}
