import type { z } from 'zod';
import type { FieldError } from '#schemas/problem.ts';
import type { NewReserveFiling } from '#schemas/reserve-filing.ts';
import type { Tx } from '../context.ts';
import type { Tables } from '../db/tables.ts';
import { DomainError } from '../errors.ts';
import type { Draft } from '../records/append.ts';
import type { Unit, Units } from './units.ts';

export type FilingRow = Tables['reserveFilings'];
type Filing = z.output<typeof NewReserveFiling>;

/**
 * The row that a filing becomes.
 *
 * @throws DomainError `invalid-input` for unknown schools, a unit that represents itself, and chains of units that
 *   cover each other
 */
export async function filingRow(
  tx: Tx,
  { representedById, filedAt, ...filing }: Filing,
  units: Units,
  keys: { readonly id: string; readonly recordId: string },
): Promise<FilingRow> {
  const now = tx.clock.now();
  const faults: FieldError[] = [];
  if (!units.has(filing.schoolId)) faults.push({ pointer: '/schoolId', detail: 'no-such-school' });
  if (representedById !== undefined) {
    const pointer = '/representedById';
    if (!units.has(representedById)) faults.push({ pointer, detail: 'no-such-school' });
    if (representedById === filing.schoolId) faults.push({ pointer, detail: 'covers-itself' });
    if (await isCovered(tx, representedById, filing.year)) {
      faults.push({ pointer, detail: 'covered-by-another' });
    }
    if (await covers(tx, filing.schoolId, filing.year)) {
      faults.push({ pointer: '/canteenStatus', detail: 'files-for-others' });
    }
  }
  if (filedAt !== undefined && filedAt > now) faults.push({ pointer: '/filedAt', detail: 'in-the-future' });
  if (faults.length > 0) throw new DomainError('invalid-input', { errors: faults });
  return {
    ...filing,
    ...keys,
    districtId: tx.districtId,
    representedById: representedById ?? null,
    filedAt: filedAt ?? now,
    replacedAt: null,
  };
}

/** Current filings of a year that another unit's filing covers. */
const sharedFilings = (tx: Tx, year: number) =>
  tx.db
    .selectFrom('reserveFilings')
    .select('id')
    .where('year', '=', year)
    .where('canteenStatus', '=', 'shared')
    .where('replacedAt', 'is', null);

async function isCovered(tx: Tx, schoolId: string, year: number): Promise<boolean> {
  const own = await sharedFilings(tx, year).where('schoolId', '=', schoolId).executeTakeFirst();
  return own !== undefined;
}

async function covers(tx: Tx, schoolId: string, year: number): Promise<boolean> {
  const other = await sharedFilings(tx, year).where('representedById', '=', schoolId).executeTakeFirst();
  return other !== undefined;
}

export function filingRecord(
  row: FilingRow,
  units: Units,
  replaces?: Draft['replaces'],
): Draft<'reserve-filed'> {
  const unit = units.get(row.schoolId) as Unit;
  const { year, canteenStatus, declaredFoodFen, ratioBasisPoints, reservedFen, representedById } = row;
  return {
    type: 'reserve-filed',
    id: row.recordId,
    subject: row.id,
    school: row.schoolId,
    occurredAt: row.filedAt,
    body: {
      unit: unit.name,
      unitCreditCode: unit.creditCode ?? undefined,
      year,
      canteenStatus,
      representedBy: representedById === null ? undefined : units.get(representedById)?.name,
      representedById: representedById ?? undefined,
      declaredFoodFen,
      ratioBasisPoints,
      reservedFen,
    },
    ...(replaces ? { replaces } : {}),
  };
}
