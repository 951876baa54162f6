import type { SecondPerson } from '#schemas/second-person.ts';
import type { AccountActor, Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { verifyAccountSecret } from './sign-in.ts';

export interface ConfirmedPerson {
  readonly accountId: string;
  readonly displayName: string;
}

/**
 * Checks the PIN of a second person of the same school. Called before the verb's transaction, so that wrong PINs
 * count towards the lock even though nothing is written.
 *
 * @throws DomainError `same-signer`, `co-signer-refused`, `locked`
 */
export async function confirmSecondPerson(
  ctx: Context,
  actor: AccountActor,
  { username, pin }: SecondPerson,
): Promise<ConfirmedPerson> {
  const account = await verifyAccountSecret(ctx, username, pin, 'pinHash').catch((cause) => {
    const refused = cause instanceof DomainError && cause.code === 'sign-in-failed';
    throw refused ? new DomainError('co-signer-refused', { cause }) : cause;
  });
  if (account.id === actor.accountId) throw new DomainError('same-signer');
  const sameSchool = account.districtId === actor.districtId && account.schoolId === actor.schoolId;
  if (!sameSchool) throw new DomainError('co-signer-refused');
  return { accountId: account.id, displayName: account.displayName };
}
