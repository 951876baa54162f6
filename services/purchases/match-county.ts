import type { z } from 'zod';
import type { CountyFacts, OrderSupplier } from '#schemas/order-line.ts';
import type { County832, CountyMatch, PlaceQuery, Reference } from '../reference/index.ts';

type Supplier = z.output<typeof OrderSupplier>;

/**
 * Where the seller of an order is registered, matched against the 832 list: the place that the order states, or else
 * the division inside the seller's credit code. The outcome is kept with the line, so that a later list or division
 * table changes nothing about it.
 */
export function matchCounty(reference: Reference, supplier: Supplier): CountyFacts {
  const { place, basis } = statedPlace(supplier);
  const { outcome, reason, rows: found } = reference.counties.match(place);
  const rows = narrowed(found, place.name);
  const [first] = rows;
  const named = outcome === 'in' && first ? listed(first, rows) : looked(reference, place.code);
  return {
    outcome,
    reason,
    basis,
    ...named,
    keyCounty: outcome === 'in' && rows.some((row) => row.keyCounty !== undefined),
    referenceHash: reference.hash,
  };
}

/** The match as the rules look at it. */
export const asMatch = ({ outcome, reason }: CountyFacts): CountyMatch =>
  ({ outcome, reason, rows: [] }) as CountyMatch;

function statedPlace({ countyCode, province, countyName, creditCode }: Supplier): {
  place: PlaceQuery;
  basis: CountyFacts['basis'];
} {
  if (countyCode !== undefined || countyName !== undefined) {
    const place = {
      ...(countyCode === undefined ? {} : { code: countyCode }),
      ...(province === undefined ? {} : { province }),
      ...(countyName === undefined ? {} : { name: countyName }),
    };
    return { place, basis: 'order' };
  }
  const code = creditCode?.slice(2, 8);
  // Characters 3 to 8 name the registering authority (GB 32100-2015); one above a county says nothing of the county.
  if (code !== undefined && /^[1-9]\d{3}(?!00)\d{2}$/.test(code)) {
    return { place: { code }, basis: 'credit-code' };
  }
  return { place: {}, basis: 'none' };
}

/** Two rows of the list share a code; the name tells them apart where it is the name of one. */
function narrowed(rows: readonly County832[], name: string | undefined): readonly County832[] {
  const own = rows.filter((row) => row.listedName === name || row.aliases.includes(name ?? ''));
  return own.length === 0 ? rows : own;
}

function listed(first: County832, rows: readonly County832[]) {
  const { code, province, prefecture, county } = first;
  return { listRows: rows.map(({ listRow }) => listRow).join('+'), code, province, prefecture, county };
}

/** Names of a place outside the list, as far as its code tells. */
function looked(reference: Reference, code: string | undefined) {
  if (code === undefined) return {};
  const [province, ...below] = reference.divisions.resolve(code).path;
  const [county, prefecture] = below.toReversed();
  return {
    code,
    ...(province === undefined ? {} : { province }),
    ...(prefecture === undefined ? {} : { prefecture }),
    ...(county === undefined ? {} : { county }),
  };
}
