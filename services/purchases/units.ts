import type { SchoolKind } from '#schemas/school.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Reader, read, type Tx } from '../context.ts';

/** A school as a buying unit of the 832 programme. */
export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly kind: SchoolKind;
  readonly creditCode: string | null;
  readonly dinersPerMeal: number;
}

export type Units = ReadonlyMap<string, Unit>;

/** All units of the district, by id. */
export async function unitsOf(db: Reader | Tx['db']): Promise<Units> {
  const schools = await (db as Reader)
    .selectFrom('schools')
    .select(['id', 'name', 'kind', 'creditCode', 'dinersPerMeal'])
    .orderBy('name')
    .execute();
  return new Map(schools.map((school) => [school.id, school]));
}

/** Units that a filing or an order may name: all of the district, whoever asks. */
export async function districtUnits(ctx: Context): Promise<Unit[]> {
  authorise(ctx, 'purchase.read');
  return await read(ctx, async (db) => [...(await unitsOf(db)).values()]);
}

/** The district's own division code (GB/T 2260), by which yearly rules are looked up. */
export async function divisionCodeOf(db: Reader | Tx['db'], districtId: string): Promise<string> {
  const { divisionCode } = await (db as Reader)
    .selectFrom('districts')
    .select('divisionCode')
    .where('id', '=', districtId)
    .executeTakeFirstOrThrow();
  return divisionCode;
}
