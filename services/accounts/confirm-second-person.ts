import type { Role } from '#schemas/role.ts';
import type { SecondPerson } from '#schemas/second-person.ts';
import type { AccountActor, Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type Permission, permissions } from './permissions.ts';
import { verifyAccountSecret } from './sign-in.ts';

export interface ConfirmedPerson {
  readonly accountId: string;
  readonly displayName: string;
  readonly role: Role;
}

/**
 * Checks the PIN of a second person of the same school, whose role holds the permission if one is named. Called before
 * the verb's transaction, so that wrong PINs count towards the lock even though nothing is written.
 *
 * @throws DomainError `same-signer`, `co-signer-refused`, `locked`
 */
export async function confirmSecondPerson(
  ctx: Context,
  actor: AccountActor,
  second: SecondPerson,
  permission?: Permission,
): Promise<ConfirmedPerson> {
  const account = await confirm(ctx, actor, second);
  if (permission) requireHeld(account.role, permission);
  if (account.schoolId !== actor.schoolId) throw new DomainError('co-signer-refused');
  return { accountId: account.id, displayName: account.displayName, role: account.role };
}

/**
 * Checks the PIN of a second person of the district, of whichever school, whose role holds a permission.
 *
 * @throws DomainError `same-signer`, `co-signer-refused`, `locked`
 */
export async function confirmHolder(
  ctx: Context,
  actor: AccountActor,
  second: SecondPerson,
  permission: Permission,
): Promise<ConfirmedPerson> {
  const account = await confirm(ctx, actor, second);
  requireHeld(account.role, permission);
  return { accountId: account.id, displayName: account.displayName, role: account.role };
}

function requireHeld(role: Role, permission: Permission): void {
  if (!Object.hasOwn(permissions[permission], role)) throw new DomainError('co-signer-refused');
}

async function confirm(ctx: Context, actor: AccountActor, { username, pin }: SecondPerson) {
  const account = await verifyAccountSecret(ctx, username, pin, 'pinHash').catch((cause) => {
    const refused = cause instanceof DomainError && cause.code === 'sign-in-failed';
    throw refused ? new DomainError('co-signer-refused', { cause }) : cause;
  });
  if (account.id === actor.accountId) throw new DomainError('same-signer');
  if (account.districtId !== actor.districtId) throw new DomainError('co-signer-refused');
  return account;
}
