import type { z } from 'zod';
import { toHex } from '#ledger/bytes.ts';
import { type HolderErasure, ValueErasure } from '#schemas/erasure.ts';
import { Id } from '#schemas/values.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { appendRecord, type Draft } from './append.ts';

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
    const values = { ...(await recordToErase(tx, recordId)), paths: new Set(paths) };
    const erasure = await eraseValues(tx, values, { reason, authority });
    return { recordId: await appendRecord(tx, erasure), erased: values.paths.size };
  });
}

/** @throws DomainError `not-found`, `forbidden` for a record that is not of the account's school */
export async function recordToErase(tx: Tx, recordId: string): Promise<Omit<RecordValues, 'paths'>> {
  const record = await tx.db
    .selectFrom('records')
    .select(['schoolId', 'digest'])
    .where('id', '=', recordId)
    .executeTakeFirst();
  if (!record) throw new DomainError('not-found', { data: { recordId } });
  authorise(tx, 'personal.erase', { schoolId: record.schoolId });
  return { recordId, ...record };
}

/** Values of a record, by their places in it. */
interface RecordValues {
  readonly recordId: string;
  readonly schoolId: string | null;
  readonly digest: Uint8Array;
  readonly paths: ReadonlySet<string>;
}

/**
 * Deletes values with their salts, and returns what the log has to say of it, for the verb to append.
 *
 * @throws DomainError `not-found` if one of them is not there (any more)
 */
export async function eraseValues(
  tx: Tx,
  { recordId, schoolId, digest, paths }: RecordValues,
  { reason, authority }: HolderErasure,
): Promise<Draft> {
  const erased = await tx.db
    .deleteFrom('personalValues')
    .where('recordId', '=', recordId)
    .where('path', 'in', [...paths])
    .returning('path')
    .execute();
  const missing = [...paths].filter((path) => !erased.some((value) => value.path === path));
  if (missing.length > 0) throw new DomainError('not-found', { data: { recordId, paths: missing } });
  return {
    type: 'personal-erased',
    subject: recordId,
    school: schoolId ?? undefined,
    occurredAt: tx.clock.now(),
    body: { recordDigest: toHex(digest), paths: [...paths], grounds: reason, authority },
  };
}
