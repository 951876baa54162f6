import { addMilliseconds } from '#schemas/time.ts';
import type { AccountActor, Context } from '../context.ts';
import { tokenHash } from './secrets.ts';
import { idleMs } from './sign-in.ts';

type Basis = Pick<Context, 'db' | 'clock'>;

const actorColumns = [
  'accounts.id',
  'accounts.districtId',
  'role',
  'schoolId',
  'supplierId',
  'displayName',
] as const;

interface AccountRow extends Omit<AccountActor, 'kind' | 'accountId'> {
  readonly id: string;
}

const actorOf = ({ id, ...account }: AccountRow): AccountActor => ({
  kind: 'account',
  accountId: id,
  ...account,
});

/** Who a session cookie belongs to, and the token that its forms must carry. Idle sessions end after 30 minutes. */
export async function accountOfSession(basis: Basis, token: string) {
  const now = basis.clock.now();
  const found = await basis.db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.accountId')
    .select([...actorColumns, 'csrfToken', 'lastSeenAt'])
    .where('tokenHash', '=', tokenHash(token))
    .where('sessions.expiresAt', '>', now)
    .where('lastSeenAt', '>', addMilliseconds(now, -idleMs))
    .where('disabledAt', 'is', null)
    .executeTakeFirst();
  if (!found) return undefined;
  const { csrfToken, lastSeenAt, ...account } = found;
  if (lastSeenAt < addMilliseconds(now, -60_000)) {
    await basis.db
      .updateTable('sessions')
      .set({ lastSeenAt: now })
      .where('tokenHash', '=', tokenHash(token))
      .execute();
  }
  return { actor: actorOf(account), csrfToken };
}

/** Who an API token belongs to. */
export async function accountOfApiToken(basis: Basis, token: string): Promise<AccountActor | undefined> {
  const account = await basis.db
    .selectFrom('apiTokens')
    .innerJoin('accounts', 'accounts.id', 'apiTokens.accountId')
    .select(actorColumns)
    .where('tokenHash', '=', tokenHash(token))
    .where('revokedAt', 'is', null)
    .where('disabledAt', 'is', null)
    .executeTakeFirst();
  return account && actorOf(account);
}

export async function endSession(basis: Basis, token: string): Promise<void> {
  await basis.db.deleteFrom('sessions').where('tokenHash', '=', tokenHash(token)).execute();
}
