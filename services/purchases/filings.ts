import type { ReserveFiling } from '#schemas/reserve-filing.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, read } from '../context.ts';

/** The filings of a year as they stand now, of the own school or of the district. */
export async function listFilings(ctx: Context, year: number): Promise<ReserveFiling[]> {
  const { schoolId } = authorise(ctx, 'purchase.read');
  return await read(ctx, (db) =>
    db
      .selectFrom('reserveFilings')
      .select([
        'id',
        'recordId',
        'schoolId',
        'year',
        'canteenStatus',
        'representedById',
        'declaredFoodFen',
        'ratioBasisPoints',
        'reservedFen',
        'filedAt',
      ])
      .where('year', '=', year)
      .where('replacedAt', 'is', null)
      .$if(schoolId !== null, (query) => query.where('schoolId', '=', schoolId as string))
      .orderBy('filedAt')
      .orderBy('id')
      .execute(),
  );
}
