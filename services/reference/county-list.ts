import { z } from 'zod';
import type { ListedCode } from './divisions.ts';
import { divisionCode, flag, list, optionalText } from './table.ts';

export const CountyRow = z.object({
  province: z.string().min(1),
  prefecture: z.string().min(1),
  county: z.string().min(1),
  code: divisionCode,
  note: optionalText,
  listed_name: z.string().min(1),
  aliases: list,
  former_codes: list,
  delisted_year: z.string().transform(Number),
  key160: flag,
  key160_basis: optionalText,
});

export const KeyCountyRow = z.object({
  province: z.string().min(1),
  prefecture: z.string().min(1),
  county: z.string().min(1),
  code: divisionCode,
  in_832: flag,
  basis: z.enum(['secondary', 'unverified']),
});

/**
 * One row of the 832 list. `listRow` (1-832, the list is append-only) is its identity: two rows share code 632803,
 * so totals group by row, never by code.
 */
export interface County832 {
  readonly listRow: number;
  readonly province: string;
  readonly prefecture: string;
  /** Today's name and code, as of 2024-12-31. */
  readonly county: string;
  readonly code: string;
  readonly note?: string;
  /** The name in the published list. */
  readonly listedName: string;
  readonly aliases: readonly string[];
  readonly formerCodes: readonly string[];
  readonly delistedYear: number;
  /** Set for the 159 that are also key counties: `secondary` one published page, `unverified` from memory. */
  readonly keyCounty?: string;
}

/** One of the 160 key counties of 2021: a tag for reports, not a rule. One of them is not in the 832. */
export type KeyCounty = Readonly<z.output<typeof KeyCountyRow>>;

export function toCounties(rows: readonly z.output<typeof CountyRow>[]): readonly County832[] {
  return rows.map((row, index) => ({
    listRow: index + 1,
    province: row.province,
    prefecture: row.prefecture,
    county: row.county,
    code: row.code,
    ...(row.note === undefined ? {} : { note: row.note }),
    listedName: row.listed_name,
    aliases: row.aliases,
    formerCodes: row.former_codes,
    delistedYear: row.delisted_year,
    ...(row.key160 ? { keyCounty: row.key160_basis ?? 'unverified' } : {}),
  }));
}

/** All codes that the list holds, today's and former ones. */
export function listedCodes(counties: readonly County832[]): ListedCode[] {
  return counties.flatMap((row) => [
    { code: row.code, name: row.county },
    ...row.formerCodes.map((code) => ({ code, name: row.listedName, successorCode: row.code })),
  ]);
}
