import type { LotKind } from '#schemas/lot.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, read } from '../context.ts';
import { DomainError } from '../errors.ts';

/** What stands on the label of a lot. */
export interface LotLabel {
  readonly kind: LotKind;
  readonly name: string;
  readonly schoolName: string;
  /** Received, prepared, cooked or served. */
  readonly beganAt: string;
  readonly supplierLot: string | null;
  readonly producedOn: string | null;
  readonly expiresOn: string | null;
}

/** @throws DomainError `not-found`, for lots of other schools too */
export async function lotLabel(ctx: Context, code: string): Promise<LotLabel> {
  const { schoolId } = authorise(ctx, 'kitchen.read');
  return await read(ctx, async (db) => {
    const lot = await db
      .selectFrom('lots')
      .innerJoin('schools', 'schools.id', 'lots.schoolId')
      .select(['lots.kind', 'lots.name', 'schools.name as schoolName', 'beganAt'])
      .select(['supplierLot', 'producedOn', 'expiresOn'])
      .where('code', '=', code)
      .where('lots.kind', '!=', 'sample')
      .$if(schoolId !== null, (query) => query.where('lots.schoolId', '=', schoolId as string))
      .executeTakeFirst();
    if (!lot) throw new DomainError('not-found', { data: { code } });
    return lot;
  });
}
