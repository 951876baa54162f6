import { type ErasedHolder, HolderErasure } from '#schemas/erasure.ts';
import { Id } from '#schemas/values.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Reader, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { appendRecords, type Draft } from '../records/append.ts';
import { eraseValues } from '../records/erase-personal-values.ts';
import { openPersonalValues } from '../records/open-personal.ts';

const Input = HolderErasure.extend({ accountId: Id });

/**
 * Erases the person who held an account that has ended: the name, with its salt, in each record that names the
 * account, and the name on the account itself. One record for each of those records tells that and why. Commitments
 * stay, so every proof holds; the account's id, which means nothing to others, keeps telling that one person signed.
 *
 * PIPL article 47 gives the right to deletion; backups must expire by their own schedule.
 * @throws DomainError `not-found`; `conflict` while the account is in use
 */
export async function eraseHolder(
  ctx: Context,
  input: HolderErasure & { readonly accountId: string },
): Promise<ErasedHolder> {
  const actor = authorise(ctx, 'personal.erase');
  const { accountId, reason, authority } = Input.parse(input);
  return await transact(ctx, async (tx) => {
    const account = await lockAccount(tx, accountId, actor.schoolId);
    const held = await recordsNaming(tx, accountId, account.displayName);
    const erasures: Draft[] = [];
    for (const values of held) erasures.push(await eraseValues(tx, values, { reason, authority }));
    if (erasures.length > 0) await appendRecords(tx, erasures);
    await forgetOnAccount(tx, accountId);
    return { accountId, records: held.length, erased: held.reduce((sum, { paths }) => sum + paths.size, 0) };
  });
}

async function lockAccount(tx: Tx, accountId: string, schoolId: string | null) {
  const account = await tx.db
    .selectFrom('accounts')
    .select(['displayName', 'disabledAt'])
    .where('id', '=', accountId)
    .where('districtId', '=', tx.districtId)
    .$if(schoolId !== null, (query) => query.where('schoolId', '=', schoolId))
    .forUpdate()
    .executeTakeFirst();
  if (!account) throw new DomainError('not-found', { data: { accountId } });
  if (account.disabledAt === null) {
    throw new DomainError('conflict', {
      detail: { zh: '账号仍在使用，请先停用。', en: 'The account is in use: end it first.' },
      data: { accountId },
    });
  }
  return account;
}

/** Records that the account made or that name it, with the places where the holder's name stands in them. */
async function recordsNaming(tx: Tx, accountId: string, name: string) {
  const records = await tx.db
    .selectFrom('records')
    .select(['id', 'schoolId', 'digest'])
    .where(({ or, eb }) => or([eb('actorId', '=', accountId), eb('canonical', 'like', `%${accountId}%`)]))
    .orderBy('id')
    .execute();
  const ids = records.map(({ id }) => id);
  const values = await openPersonalValues(tx.db as unknown as Reader, tx.vault, ids);
  return records.flatMap(({ id, schoolId, digest }) => {
    const paths = new Set(
      Object.entries(values.get(id) ?? {}).flatMap(([path, value]) => (value === name ? [path] : [])),
    );
    return paths.size > 0 ? [{ recordId: id, schoolId, digest, paths }] : [];
  });
}

/** The name under which the account is kept when its holder is erased. */
export const erasedUsername = (accountId: string): string => `erased-${accountId}`;

/** What the account itself tells of its holder; nobody can sign in with it any more. */
async function forgetOnAccount(tx: Tx, accountId: string): Promise<void> {
  await tx.db
    .updateTable('accounts')
    .set({ displayName: '（已删除）', username: erasedUsername(accountId), pinHash: null })
    .where('id', '=', accountId)
    .execute();
}
