import type { z } from 'zod';
import { toHex } from '#ledger/bytes.ts';
import { ValueErasure } from '#schemas/erasure.ts';
import { Id } from '#schemas/values.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { appendRecord } from './append.ts';

const PersonalErasure = ValueErasure.extend({ recordId: Id });
type PersonalErasure = z.input<typeof PersonalErasure>;

/**
 * Deletes personal values of a record with their salts, for good, and records that and why. The record's commitments
 * stay, so its proofs hold and say "existed, content erased". Backups must expire by their own schedule.
 *
 * PIPL article 47 gives the right to deletion.
 * @throws DomainError `not-found` if the record, or one of the values, is not there (any more).
 */
export async function eraseRecordPersonalValues(
  ctx: Context,
  input: PersonalErasure,
): Promise<{ recordId: string; erased: number }> {
  authorise(ctx, 'personal.erase');
  const { recordId, paths, reason, authority } = PersonalErasure.parse(input);
  return await transact(ctx, async (tx) => {
    const record = await tx.db
      .selectFrom('records')
      .select(['schoolId', 'digest'])
      .where('id', '=', recordId)
      .executeTakeFirst();
    if (!record) throw new DomainError('not-found', { data: { recordId } });
    authorise(tx, 'personal.erase', { schoolId: record.schoolId });
    const erased = await tx.db
      .deleteFrom('personalValues')
      .where('recordId', '=', recordId)
      .where('path', 'in', paths)
      .returning('path')
      .execute();
    const missing = paths.filter((path) => !erased.some((value) => value.path === path));
    if (missing.length > 0) throw new DomainError('not-found', { data: { recordId, paths: missing } });
    const erasureId = await appendRecord(tx, {
      type: 'personal-erased',
      subject: recordId,
      school: record.schoolId ?? undefined,
      occurredAt: tx.clock.now(),
      body: { recordDigest: toHex(record.digest), paths, grounds: reason, authority },
    });
    return { recordId: erasureId, erased: erased.length };
  });
}
