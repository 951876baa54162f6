import type { RecordOf } from '#schemas/records/index.ts';
import type { Reader } from '../context.ts';
import { anyId } from '../db/any-of.ts';
import type { Tables } from '../db/tables.ts';
import { derivedColumns } from '../records/derived-rows.ts';
import { recordsNamed } from '../records/records-about.ts';
import { replacementsOf } from '../records/replacements.ts';

type Paper = Tables['qualifications'];

/** Until when papers were believed, which they replaced, and which ones alerts and suspensions are about. */
export const supplierDerivedRows = [
  derivedColumns('qualifications', versionsOf),
  derivedColumns('alerts', aboutPapers),
  derivedColumns('supplierSuspensions', async (db, suspensions) =>
    aboutPapers(
      db,
      suspensions.filter(({ cause }) => cause === 'expiry'),
    ),
  ),
];

async function versionsOf(db: Reader, papers: readonly Paper[]) {
  const corrections = await replacementsOf(db, papers);
  const records = await recordsNamed(db, papers, ['qualification-recorded']);
  const replaced = [...records.values()].flatMap(({ replaces }) => replaces ?? []);
  const former = await db
    .selectFrom('qualifications')
    .select(['id', 'recordId'])
    .where('recordId', '=', anyId(replaced))
    .execute();
  const idOf = new Map(former.map(({ id, recordId }) => [recordId, id]));
  return papers.map(({ id, recordId }) => ({
    id,
    supersededAt: corrections.get(recordId)?.recordedAt ?? null,
    replacesId: idOf.get(records.get(recordId)?.replaces ?? '') ?? null,
  }));
}

type About = Pick<
  Tables['supplierSuspensions'],
  'districtId' | 'id' | 'supplierId' | 'qualificationId' | 'recordId'
>;

/** Their records name the paper by kind, number and end. */
async function aboutPapers(db: Reader, rows: readonly About[]) {
  const records = await recordsNamed(db, rows, ['expiry-alerted', 'supplier-suspended']);
  const papers = await db
    .selectFrom('qualifications')
    .selectAll()
    .where('supplierId', '=', anyId(rows.map(({ supplierId }) => supplierId)))
    .execute();
  return rows.flatMap(({ id, supplierId, qualificationId, recordId }) => {
    const record = records.get(recordId);
    if (!record) return [];
    const meant = papers.filter((paper) => paper.supplierId === supplierId && isNamed(paper, record));
    const paper = meant.find((one) => one.id === qualificationId) ?? meant[0];
    return [{ id, qualificationId: paper?.id ?? '' }];
  });
}

const isNamed = (
  { kind, number, validTo }: Paper,
  { paper }: RecordOf<'expiry-alerted' | 'supplier-suspended'>,
): boolean => kind === paper?.kind && number === paper.number && validTo === paper.validTo;
