import { DomainError } from '../errors.ts';
import type { Reference } from '../reference/index.ts';

/**
 * Where a supplier is registered: the names from the province down, and whether that is one of the 832 counties, with
 * the reason. An ambiguous match is kept as such.
 *
 * @throws DomainError `invalid-input` for a code that no division ever had
 */
export function placeOf({ divisions, counties }: Reference, divisionCode: string) {
  const division = divisions.resolve(divisionCode);
  if (division.status === 'unknown') {
    throw new DomainError('invalid-input', { errors: [{ pointer: '/divisionCode', detail: 'unknown' }] });
  }
  const { outcome, reason, rows } = counties.match({ code: divisionCode });
  return {
    path: [...division.path],
    county832: { outcome, reason, listRows: rows.map(({ listRow }) => listRow) },
  };
}
