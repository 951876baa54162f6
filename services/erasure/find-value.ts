import { ValueSearch } from '#schemas/erasure.ts';
import type { RecordType } from '#schemas/records/index.ts';
import { authorise, schoolInView } from '../accounts/index.ts';
import { type Context, type Reader, read } from '../context.ts';
import { openPersonalValues } from '../records/open-personal.ts';

/** Where a value stands: which record, when what it tells of happened, and which of its fields. */
export interface FoundPlace {
  readonly recordId: string;
  readonly type: RecordType;
  readonly occurredAt: string;
  readonly path: string;
}

/** As many are shown, and can be erased at once. */
const mostPlaces = 200;
const pageSize = 1_000;

/**
 * Where a personal value stands in the records of a school, or in those of no school, the newest first. Values are
 * sealed, each for its own place, so all of them are opened to compare them.
 *
 * @throws DomainError `invalid-input` when somebody of the district names no school
 */
export async function findValue(ctx: Context, input: ValueSearch): Promise<FoundPlace[]> {
  const actor = authorise(ctx, 'personal.erase');
  const { value, schoolId: named } = ValueSearch.parse(input);
  const asked = schoolInView(actor, named);
  const schoolId = asked === 'district' ? null : asked;
  return await read(ctx, async (db) => {
    const found: FoundPlace[] = [];
    for (let before: string | undefined; found.length < mostPlaces; ) {
      const page = await recordsWithValues(db, schoolId, before);
      const values = await openPersonalValues(
        db,
        ctx.vault,
        page.map(({ recordId }) => recordId),
      );
      for (const record of page)
        for (const [path, each] of Object.entries(values.get(record.recordId) ?? {}))
          if (each === value) found.push({ ...record, path });
      before = page.at(-1)?.recordId;
      if (page.length < pageSize) break;
    }
    return found.slice(0, mostPlaces);
  });
}

/** Ids follow time. */
async function recordsWithValues(db: Reader, schoolId: string | null, before: string | undefined) {
  const rows = await db
    .selectFrom('records')
    .select(['id as recordId', 'type', 'occurredAt'])
    .where('schoolId', schoolId === null ? 'is' : '=', schoolId)
    .$if(before !== undefined, (query) => query.where('id', '<', before as string))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('personalValues')
          .select('path')
          .whereRef('personalValues.districtId', '=', 'records.districtId')
          .whereRef('personalValues.recordId', '=', 'records.id'),
      ),
    )
    .orderBy('id', 'desc')
    .limit(pageSize)
    .execute();
  return rows.map((row) => ({ ...row, type: row.type as RecordType }));
}
