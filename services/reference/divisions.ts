import { z } from 'zod';
import { NATIONAL } from '#schemas/jurisdiction.ts';
import { collectRetired, type DivisionChangeRow, followSuccessors } from './division-history.ts';
import { divisionCode } from './table.ts';

export const DivisionRow = z.object({
  code: divisionCode,
  name: z.string().min(1),
  level: z.enum(['1', '2', '3']).transform(Number),
  parent_code: z.string(),
});

/** A code of the 832 list. Three of them are in no division table: statisticians use them, GB/T 2260 does not. */
export interface ListedCode {
  readonly code: string;
  readonly name: string;
  /** The live unit it became; absent while the code is in use. */
  readonly successorCode?: string;
}

export interface NamedDivision {
  readonly code: string;
  /** Empty for an unknown code. */
  readonly name: string;
  /** Names from the province down, e.g. 安徽省, 淮南市, 寿县; of an unknown code, as far down as known. */
  readonly path: readonly string[];
}

export interface DivisionResolution extends NamedDivision {
  readonly status: 'live' | 'retired' | 'unknown';
  /** The units in force today: itself when live, several after a split (show all, choose none), none if unknown. */
  readonly live: readonly NamedDivision[];
  /** Retired codes passed between the given code and the live ones. */
  readonly via: readonly string[];
}

/** Decodes any six-digit division code, live or retired. The data end at 2024-12-31. */
export interface Divisions {
  readonly resolve: (code: string) => DivisionResolution;
  /** What the code checks of `#schemas/codes` take as `KnownRegion`. */
  readonly knownRegion: (code: string) => DivisionResolution['status'];
  /** Live units with exactly this name, in any province. */
  readonly named: (name: string) => readonly NamedDivision[];
}

export function createDivisions(
  rows: readonly z.output<typeof DivisionRow>[],
  changes: readonly DivisionChangeRow[],
  listed: readonly ListedCode[],
): Divisions {
  const live = new Map(rows.map((row) => [row.code, row.name]));
  const retired = collectRetired(changes);
  live.set(NATIONAL, '全国');
  for (const { code, name, successorCode } of listed) {
    if (live.has(code) || retired.has(code)) continue;
    if (successorCode === undefined) live.set(code, name);
    else retired.set(code, { name, successorCodes: [successorCode] });
  }

  const nameOf = (code: string) => live.get(code) ?? retired.get(code)?.name;
  const describe = (code: string): NamedDivision => ({
    code,
    name: nameOf(code) ?? '',
    path: prefixCodes(code)
      .map(nameOf)
      .filter((name) => name !== undefined),
  });
  const knownRegion = (code: string) => {
    if (live.has(code)) return 'live';
    return retired.has(code) ? 'retired' : 'unknown';
  };
  const byName = Map.groupBy([...live.keys()].map(describe), (division) => division.name);

  return {
    knownRegion,
    resolve: (code: string) => {
      const found = followSuccessors(code, (candidate) => live.has(candidate), retired);
      return { ...describe(code), status: knownRegion(code), live: found.live.map(describe), via: found.via };
    },
    named: (name: string) => byName.get(name) ?? [],
  };
}

/** Province, prefecture and the code itself. Counties directly under a province have no prefecture row. */
const prefixCodes = (code: string) => [
  ...new Set([`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code]),
];
