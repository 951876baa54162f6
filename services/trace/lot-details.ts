import type { Context, Reader } from '../context.ts';
import { anyId, anyNumber } from '../db/any-of.ts';

/** One statement for each kind of detail, however many lots there are. */

export const lotRows = async (db: Reader, numbers: readonly number[]) =>
  await db.selectFrom('lots').selectAll().where('number', '=', anyNumber(numbers)).execute();
export type LotRow = Awaited<ReturnType<typeof lotRows>>[number];

/** The delivery that each lot came with: note number, origin, and who signed. */
export async function deliveriesOf(db: Reader, lotIds: readonly string[]) {
  const rows = await db
    .selectFrom('deliveryLines')
    .innerJoin('deliveries', 'deliveries.id', 'deliveryLines.deliveryId')
    .select(['lotId', 'noteNumber', 'originName', 'firstSignerId', 'secondSignerId'])
    .where('lotId', '=', anyId(lotIds))
    .execute();
  return new Map(rows.map((row) => [row.lotId as string, row]));
}

/** The papers of each lot, with the name of their kind. */
export async function papersOf(
  { reference }: Pick<Context, 'reference'>,
  db: Reader,
  lotIds: readonly string[],
) {
  const names = new Map(reference.documentTypes.map(({ code, nameZh }) => [code, nameZh]));
  const rows = await db
    .selectFrom('deliveryPapers')
    .select(['lotId', 'kind', 'number', 'issuer', 'issuedOn', 'validTo', 'quantityGrams', 'sha256'])
    .where('lotId', '=', anyId(lotIds))
    .orderBy('kind')
    .orderBy('number')
    .execute();
  const papers = rows.map((row) => ({ ...row, name: names.get(row.kind) ?? row.kind }));
  const byLot = Map.groupBy(papers, ({ lotId }) => lotId as string);
  return new Map([...byLot].map(([lotId, of]) => [lotId, of.map(({ lotId: _, ...paper }) => paper)]));
}

export async function dishesOf(db: Reader, lotIds: readonly string[]) {
  const rows = await db
    .selectFrom('dishes')
    .select(['id', 'mealKind', 'mealOn', 'coreTemperatureMilliC', 'allergens'])
    .where('id', '=', anyId(lotIds))
    .execute();
  return new Map(rows.map(({ id, ...dish }) => [id, dish]));
}

export async function mealsOf(db: Reader, lotIds: readonly string[]) {
  const rows = await db
    .selectFrom('meals')
    .select(['id', 'kind', 'servedOn', 'diners'])
    .where('id', '=', anyId(lotIds))
    .execute();
  return new Map(rows.map(({ id, ...meal }) => [id, meal]));
}

export async function samplesOf(db: Reader, lotIds: readonly string[]) {
  const rows = await db
    .selectFrom('samples')
    .innerJoin('cabinets', 'cabinets.id', 'samples.cabinetId')
    .select(['samples.id', 'dueAt', 'discardedAt', 'cabinets.name as cabinet', 'container'])
    .where('samples.id', '=', anyId(lotIds))
    .execute();
  return new Map(rows.map(({ id, ...sample }) => [id, sample]));
}

/** Who saw it destroyed. */
export async function witnessesOf(db: Reader, lotIds: readonly string[]) {
  const rows = await db
    .selectFrom('disposals')
    .select(['id', 'witnessId'])
    .where('id', '=', anyId(lotIds))
    .execute();
  return new Map(rows.map(({ id, witnessId }) => [id, witnessId]));
}

export async function eventsOf(db: Reader, eventIds: Iterable<string>) {
  const rows = await db
    .selectFrom('lotEvents')
    .select(['id', 'kind', 'recordId'])
    .where('id', '=', anyId(eventIds))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function schoolNames(db: Reader, ids: Iterable<string>): Promise<Map<string, string>> {
  const rows = await db.selectFrom('schools').select(['id', 'name']).where('id', '=', anyId(ids)).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function suppliersNamed(db: Reader, ids: Iterable<string>) {
  const rows = await db
    .selectFrom('suppliers')
    .select(['id', 'name', 'creditCode'])
    .where('id', '=', anyId(ids))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function accountsNamed(db: Reader, ids: Iterable<string>) {
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'role', 'displayName'])
    .where('id', '=', anyId(ids))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
