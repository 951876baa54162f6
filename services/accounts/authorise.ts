import type { Role } from '#schemas/role.ts';
import type { AccountActor, Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type Permission, permissions, type Scope } from './permissions.ts';

/** What a permission is asked for; the part that the account's scope must match. */
export interface Target {
  readonly schoolId?: string | null;
  readonly supplierId?: string | null;
}

/**
 * The first line of every verb and query: the signed-in account if its role holds the permission for the target.
 *
 * @throws DomainError `unauthenticated` without a sign-in, `forbidden` for the wrong role, school or supplier.
 */
export function authorise(ctx: Context | Tx, permission: Permission, target: Target = {}): AccountActor {
  const { actor } = ctx;
  if (actor.kind !== 'account') throw new DomainError('unauthenticated');
  const grants: Readonly<Partial<Record<string, Scope>>> = permissions[permission];
  const scope = grants[actor.role];
  if (scope === undefined || !reaches(scope, actor, target)) throw new DomainError('forbidden');
  return actor;
}

/**
 * The first line of a verb that only a job of the product carries out.
 *
 * @throws DomainError `forbidden` for people and for other jobs.
 */
export function authoriseJob(ctx: Context | Tx, job: string): void {
  const { actor } = ctx;
  if (actor.kind !== 'system' || actor.job !== job) throw new DomainError('forbidden');
}

/** True when `authorise` would pass: for menus and buttons. */
export function may(ctx: Context, permission: Permission, target: Target = {}): boolean {
  const grants: Readonly<Partial<Record<string, Scope>>> = permissions[permission];
  const { actor } = ctx;
  if (actor.kind !== 'account') return false;
  const scope = grants[actor.role];
  return scope !== undefined && reaches(scope, actor, target);
}

function reaches(scope: Scope, actor: AccountActor, target: Target): boolean {
  switch (scope) {
    case 'district':
      return true;
    case 'school':
      return actor.schoolId !== null && (target.schoolId === undefined || target.schoolId === actor.schoolId);
    case 'supplier':
      return (
        actor.supplierId !== null &&
        (target.supplierId === undefined || target.supplierId === actor.supplierId)
      );
  }
}

/** The roles that hold a permission somewhere: for offering people to choose from. */
export const rolesHolding = (permission: Permission): Role[] =>
  Object.keys(permissions[permission]) as Role[];

/** Each role that holds a permission, and how far. */
export const scopesOf = (permission: Permission): [Role, Scope][] =>
  Object.entries(permissions[permission]) as [Role, Scope][];
