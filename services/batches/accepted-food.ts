import { sql } from 'kysely';
import { addDays, startOfDay } from '#schemas/time.ts';
import type { Reader } from '../context.ts';

interface Query {
  readonly unitIds: readonly string[];
  /** First and last day of arrival. */
  readonly from: string;
  readonly to: string;
}

/** Deliveries that two people accepted, of some schools within some days. */
function signedDeliveries(db: Reader, { unitIds, from, to }: Query) {
  return db
    .selectFrom('deliveries')
    .where('schoolId', 'in', unitIds)
    .where('status', '=', 'signed')
    .where('arrivedAt', '>=', startOfDay(from))
    .where('arrivedAt', '<', startOfDay(addDays(to, 1)));
}

/**
 * What food was accepted for, in fen, by school: all sources, at the prices of the delivery notes, as it stood on
 * arrival. Schools without deliveries are left out.
 */
export async function acceptedFoodFen(db: Reader, query: Query): Promise<ReadonlyMap<string, number>> {
  if (query.unitIds.length === 0) return new Map();
  const rows = await signedDeliveries(db, query)
    .select(['schoolId', sql<number>`sum(total_fen)::bigint`.as('fen')])
    .groupBy('schoolId')
    .execute();
  return new Map(rows.map(({ schoolId, fen }) => [schoolId, fen]));
}

/** When each school's first signed delivery arrived: from then on its food is known here. Others are left out. */
export async function firstDeliveries(db: Reader): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('schools as s')
    .select([
      's.id',
      ({ selectFrom }) =>
        selectFrom('deliveries as d')
          .select(({ fn }) => fn.min('d.arrivedAt').as('at'))
          .whereRef('d.districtId', '=', 's.districtId')
          .whereRef('d.schoolId', '=', 's.id')
          .where('d.status', '=', 'signed')
          .as('since'),
    ])
    .execute();
  return new Map(rows.flatMap(({ id, since }) => (since === null ? [] : [[id, since] as const])));
}

export interface AcceptedDelivery {
  readonly id: string;
  readonly recordId: string;
  readonly schoolId: string;
  readonly supplierName: string;
  readonly noteNumber: string;
  readonly arrivedAt: string;
  readonly totalFen: number;
}

/** The deliveries that `acceptedFoodFen` sums, in order of arrival. */
export async function acceptedDeliveries(db: Reader, query: Query): Promise<AcceptedDelivery[]> {
  if (query.unitIds.length === 0) return [];
  return await signedDeliveries(db, query)
    .select(['id', 'recordId', 'schoolId', 'supplierName', 'noteNumber', 'arrivedAt', 'totalFen'])
    .orderBy('arrivedAt')
    .orderBy('id')
    .execute();
}
