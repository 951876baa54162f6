import { sql } from 'kysely';
import { z } from 'zod';
import { addMilliseconds } from '#schemas/time.ts';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { verifyPin } from './recent-pins.ts';
import { decoyHash, newToken, tokenHash, verifySecret } from './secrets.ts';

const Credentials = z.strictObject({ username: z.string().max(100), password: z.string().max(200) });

const attemptsBeforeLock = 5;
const lockMs = 5 * 60_000;
export const idleMs = 30 * 60_000;
const absoluteMs = 12 * 3_600_000;

/**
 * Opens a session and returns its opaque token. After five wrong passwords the account rests for five minutes, twice
 * as long for each further five. Unknown and wrong take the same time and get the same answer.
 *
 * @throws DomainError `sign-in-failed`, `locked`
 */
export async function signIn(ctx: Context, input: z.input<typeof Credentials>): Promise<{ token: string }> {
  const { username, password } = Credentials.parse(input);
  const account = await verifyAccountSecret(ctx, username, password, 'passwordHash');
  const token = newToken();
  const now = ctx.clock.now();
  await ctx.db
    .insertInto('sessions')
    .values({
      tokenHash: tokenHash(token),
      accountId: account.id,
      csrfToken: newToken(),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: addMilliseconds(now, absoluteMs),
    })
    .execute();
  return { token };
}

/** Checks a password or PIN with lockout; also how a second signer confirms on somebody else's phone. */
export async function verifyAccountSecret(
  ctx: Pick<Context, 'db' | 'clock'>,
  username: string,
  secret: string,
  column: 'passwordHash' | 'pinHash',
) {
  const account = await ctx.db
    .selectFrom('accounts')
    .selectAll()
    .where('username', '=', username)
    .executeTakeFirst();
  const usable = account?.disabledAt === null ? account : undefined;
  if (usable?.lockedUntil && usable.lockedUntil > ctx.clock.now()) throw new DomainError('locked');
  const verify = column === 'pinHash' ? verifyPin : verifySecret;
  const matches = await verify(secret, usable?.[column] ?? (await decoyHash()));
  if (!usable) throw new DomainError('sign-in-failed');
  if (!matches) {
    await countFailure(ctx, usable);
    throw new DomainError('sign-in-failed');
  }
  if (usable.failedAttempts > 0) {
    await ctx.db
      .updateTable('accounts')
      .set({ failedAttempts: 0, lockedUntil: null })
      .where('id', '=', usable.id)
      .execute();
  }
  return usable;
}

async function countFailure(ctx: Pick<Context, 'db' | 'clock'>, account: { id: string }): Promise<void> {
  const { failedAttempts } = await ctx.db
    .updateTable('accounts')
    .set({ failedAttempts: sql`failed_attempts + 1` })
    .where('id', '=', account.id)
    .returning('failedAttempts')
    .executeTakeFirstOrThrow();
  if (failedAttempts % attemptsBeforeLock !== 0) return;
  const rest = lockMs * 2 ** (failedAttempts / attemptsBeforeLock - 1);
  const lockedUntil = addMilliseconds(ctx.clock.now(), Math.min(rest, absoluteMs));
  await ctx.db.updateTable('accounts').set({ lockedUntil }).where('id', '=', account.id).execute();
}
