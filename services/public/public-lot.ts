import { parseTraceCode } from '#schemas/codes/trace-code.ts';
import type { LotKind } from '#schemas/lot.ts';
import type { RecordType } from '#schemas/records/index.ts';
import { bundleFor, type ProofStanding, proofStandings } from '../anchors/index.ts';
import { type Context, type Reader, read } from '../context.ts';
import { anyNumber } from '../db/any-of.ts';
import { walk } from '../trace/index.ts';
import { isPublicRecord, type ShownField, shownFields } from './shown-fields.ts';

export interface PublicLot {
  readonly code: string;
  readonly kind: LotKind;
  readonly held: boolean;
  readonly recordId: string;
  readonly fields: readonly ShownField[];
  /** What the lot was made of, as it came to the school: each has its own page and proof. */
  readonly origins: readonly { readonly code: string; readonly fields: readonly ShownField[] }[];
  /** Absent where samples are not kept of such lots. */
  readonly samples: { readonly kept: number; readonly until: string | null } | undefined;
  readonly proof: ProofStanding;
}

/** A code that passes the check and is never given out: a typing error then costs as long as an unknown code. */
const nobodys = '0'.repeat(17);

/** What anyone may know of the lot behind a code. Undefined alike for unknown, malformed and withheld codes. */
export async function publicLot(ctx: Context, typed: string): Promise<PublicLot | undefined> {
  return await withPublicLot(ctx, typed, async (db, found) => {
    const { code, kind, status, recordId, type, canonical, number, id } = found;
    const proof = (await proofStandings(db, found.districtId, [recordId])).get(recordId) ?? {
      state: 'failed',
    };
    return {
      ...{ code, kind, recordId, proof, held: status === 'held' },
      fields: shownFields(type, canonical),
      origins: type === 'lot-received' ? [] : await originsOf(db, number),
      samples: kind === 'dish' || kind === 'meal' ? await samplesOf(db, id) : undefined,
    };
  });
}

/** The proof of what the page shows, and of nothing else. @throws DomainError `proof-pending` */
export async function publicBundle(
  ctx: Context,
  typed: string,
): Promise<{ name: string; text: string } | undefined> {
  return await withPublicLot(ctx, typed, async (db, { districtId, recordId, type, canonical, code }) => {
    const disclose = shownFields(type, canonical).map(({ path }) => path);
    return {
      name: `${code}.proof.json`,
      text: await bundleFor(db, ctx.vault, { districtId, recordId, disclose }),
    };
  });
}

type Found = NonNullable<Awaited<ReturnType<typeof lotOf>>> & { type: RecordType; districtId: string };

async function withPublicLot<T>(
  ctx: Context,
  typed: string,
  answer: (db: Reader, found: Found) => Promise<T>,
): Promise<T | undefined> {
  const named = await ctx.db
    .selectFrom('publicCodes')
    .select(['districtId', 'subjectId'])
    .where('code', '=', parseTraceCode(typed) ?? nobodys)
    .where('withheldAt', 'is', null)
    .executeTakeFirst();
  if (!named) return undefined;
  const { districtId, subjectId } = named;
  return await read(
    ctx,
    async (db) => {
      const found = await lotOf(db, subjectId);
      if (!found || !isPublicRecord(found.type)) return undefined;
      return await answer(db, { ...found, type: found.type, districtId });
    },
    districtId,
  );
}

/** The lot with the text of its record. One that waits for its second signature is not the public's yet. */
const lotOf = (db: Reader, id: string) =>
  db
    .selectFrom('lots')
    .innerJoin('records', 'records.id', 'lots.recordId')
    .select([
      'lots.id',
      'lots.number',
      'lots.kind',
      'lots.status',
      'records.id as recordId',
      'type',
      'canonical',
    ])
    .select(({ ref }) => ref('lots.code').$notNull().as('code'))
    .where('lots.id', '=', id)
    .where('lots.status', '!=', 'awaiting-signature')
    .executeTakeFirst();

async function originsOf(db: Reader, number: number): Promise<PublicLot['origins']> {
  const { numbers } = await walk(db, number, 'back');
  const rows = await db
    .selectFrom('lots')
    .innerJoin('records', 'records.id', 'lots.recordId')
    .innerJoin('publicCodes', 'publicCodes.code', 'lots.code')
    .select(['publicCodes.code', 'canonical'])
    .where('lots.number', '=', anyNumber(numbers))
    .where('records.type', '=', 'lot-received')
    .where('withheldAt', 'is', null)
    .orderBy('lots.number')
    .execute();
  return rows.map(({ code, canonical }) => ({ code, fields: shownFields('lot-received', canonical) }));
}

async function samplesOf(db: Reader, lotId: string): Promise<PublicLot['samples']> {
  const dishes = db.selectFrom('mealDishes').select('dishId').where('mealId', '=', lotId);
  const { kept, until } = await db
    .selectFrom('samples')
    .select(({ fn }) => [fn.countAll<number>().as('kept'), fn.max('dueAt').as('until')])
    .where('discardedAt', 'is', null)
    .where(({ or, eb }) => or([eb('dishId', '=', lotId), eb('dishId', 'in', dishes)]))
    .executeTakeFirstOrThrow();
  return { kept, until };
}
