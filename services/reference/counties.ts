import type { County832, KeyCounty } from './county-list.ts';
import type { Divisions } from './divisions.ts';

/** What is known about a place; either a six-digit code or a name, better with its province, or both. */
export interface PlaceQuery {
  readonly code?: string;
  /** Full or short: 西藏自治区 or 西藏. */
  readonly province?: string;
  /** Today's name, the listed name or an alias. */
  readonly name?: string;
}

/** Why a place was matched or not; kept with every purchase that the match decided. */
export type CountyMatchReason =
  | 'code'
  | 'former-code'
  | 'successor-code'
  | 'province-and-name'
  | 'name-only'
  | 'code-not-listed'
  | 'code-unknown'
  | 'name-not-listed'
  | 'nothing-given'
  | 'name-in-several-places'
  | 'name-contradicts-code'
  | 'successor-listed';

/**
 * `in`: one row, or the two rows that share 632803. `ambiguous`: rows that it may be, for a person to decide.
 * `out`: no rows. Membership is frozen history: every county left the list by 2020.
 */
export interface CountyMatch {
  readonly outcome: 'in' | 'out' | 'ambiguous';
  readonly reason: CountyMatchReason;
  readonly rows: readonly County832[];
}

export interface Counties {
  readonly rows: readonly County832[];
  readonly keyCounties: readonly KeyCounty[];
  readonly match: (place: PlaceQuery) => CountyMatch;
  /** By list row, the identity that purchases store. */
  readonly byListRow: (listRow: number) => County832 | undefined;
}

export function createCounties(
  rows: readonly County832[],
  keyCounties: readonly KeyCounty[],
  divisions: Divisions,
): Counties {
  const byCode = Map.groupBy(rows, (row) => row.code);
  const byFormerCode = Map.groupBy(
    rows.flatMap((row) => row.formerCodes.map((code) => ({ code, row }))),
    ({ code }) => code,
  );

  /** By code, then former code. Undefined when the code says nothing, so that the name may. */
  function matchCode(code: string): CountyMatch | undefined {
    const current = byCode.get(code);
    if (current) return { outcome: 'in', reason: 'code', rows: current };
    const former = byFormerCode.get(code);
    if (former) return { outcome: 'in', reason: 'former-code', rows: former.map(({ row }) => row) };
    const { status, name, live } = divisions.resolve(code);
    if (status === 'unknown') return undefined;
    const successors = live.flatMap((unit) => byCode.get(unit.code) ?? []);
    if (successors.length === 0) return { outcome: 'out', reason: 'code-not-listed', rows: [] };
    // Codes retired before 2012 are not in the list's own history. The same name means the same county; a unit
    // that was split, merged or renamed on the way is for a person to decide.
    const same = live.length === 1 && successors.every((row) => bears(row, name));
    if (same) return { outcome: 'in', reason: 'successor-code', rows: successors };
    return { outcome: 'ambiguous', reason: 'successor-listed', rows: successors };
  }

  function matchName(name: string, province: string | undefined): CountyMatch {
    const candidates = rows.filter((row) => bears(row, name) && isProvince(row.province, province));
    if (candidates.length === 0) return { outcome: 'out', reason: 'name-not-listed', rows: [] };
    if (province !== undefined) return { outcome: 'in', reason: 'province-and-name', rows: candidates };
    const codes = new Set(candidates.map((row) => row.code));
    const elsewhere = divisions.named(name).some((unit) => !codes.has(unit.code));
    if (elsewhere || codes.size > 1)
      return { outcome: 'ambiguous', reason: 'name-in-several-places', rows: candidates };
    return { outcome: 'in', reason: 'name-only', rows: candidates };
  }

  return {
    rows,
    keyCounties,
    byListRow: (listRow: number) => rows[listRow - 1],
    match({ code, province, name }: PlaceQuery): CountyMatch {
      const coded = code === undefined ? undefined : matchCode(code);
      if (name === undefined || name === '') {
        if (coded) return coded;
        return { outcome: 'out', reason: code === undefined ? 'nothing-given' : 'code-unknown', rows: [] };
      }
      const named = matchName(name, province);
      if (coded === undefined) return named;
      const sameRow = named.rows.some((row) => coded.rows.includes(row));
      if (coded.outcome !== 'ambiguous' && named.outcome === 'in' && !sameRow) {
        return {
          outcome: 'ambiguous',
          reason: 'name-contradicts-code',
          rows: [...coded.rows, ...named.rows],
        };
      }
      return coded;
    },
  };
}

const bears = (row: County832, name: string) =>
  row.county === name || row.listedName === name || row.aliases.includes(name);

const isProvince = (full: string, given: string | undefined) =>
  given === undefined || (given.length >= 2 && full.startsWith(given));
