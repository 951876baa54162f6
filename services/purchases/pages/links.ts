import type {
  BesideReason,
  Dimension,
  FigureName,
  ScopeQuery,
  TotalsQuery,
} from '#schemas/purchase-totals.ts';
import { civilDateOf } from '#schemas/time.ts';
import { filterNames } from '../totals/dimensions.ts';

/** What a page is about, with year and cut-off spelled out: a link keeps its meaning on other days. */
export function settled<Q extends ScopeQuery>(query: Q, now: string): Q {
  const today = civilDateOf(now);
  const year = query.year ?? (query.schoolYear === undefined ? Number(today.slice(0, 4)) : undefined);
  return { ...query, asOf: query.asOf ?? today, ...(year === undefined ? {} : { year }) };
}

const parameters = ['year', 'schoolYear', 'quarter', 'month', 'view', 'asOf', ...filterNames] as const;

function queryString(query: ScopeQuery, more: Readonly<Record<string, string>>): string {
  const found = new URLSearchParams();
  for (const name of parameters) {
    if (query[name] !== undefined) found.set(name, String(query[name]));
  }
  for (const [name, value] of Object.entries(more)) found.set(name, value);
  return found.toString();
}

export const totalsLink = (query: TotalsQuery, path = '/bureau/832'): string =>
  `${path}?${queryString(query, { by: query.by })}`;

/** The rows behind a figure, of a part of the scope. */
export function rowsLink(
  query: ScopeQuery,
  figure: FigureName,
  { beside, path = '/bureau/832/rows' }: { beside?: BesideReason | undefined; path?: string } = {},
): string {
  return `${path}?${queryString(query, { figure, ...(beside ? { beside } : {}) })}`;
}

/** The scope of one group of a cut. */
export function narrowed<Q extends ScopeQuery>(query: Q, by: Dimension, key: string): Q {
  switch (by) {
    case 'year':
      return { ...query, schoolYear: undefined, year: Number(key) };
    case 'quarter': {
      const [year, quarter] = key.split('-Q').map(Number);
      return { ...query, schoolYear: undefined, year, quarter };
    }
    case 'month': {
      const [year, month] = key.split('-').map(Number);
      return { ...query, schoolYear: undefined, quarter: undefined, year, month };
    }
    default:
      return { ...query, [by]: key };
  }
}
