import type { NewAccount } from '#schemas/account.ts';
import type { Role } from '#schemas/role.ts';
import { createAccount } from '#services/accounts/index.ts';
import type { Context } from '#services/context.ts';
import type { Deps } from '#services/deps.ts';
import { newId } from '#services/ids.ts';

/** Somebody of the demo district, with what it takes to sign in. */
export interface Player {
  readonly accountId: string;
  readonly districtId: string;
  readonly role: Role;
  readonly schoolId: string | null;
  readonly supplierId: string | null;
  readonly displayName: string;
  readonly username: string;
  readonly password: string;
  readonly pin: string | null;
  readonly apiToken: string;
}

/** The context in which a player does something at a moment of the story. */
export function as(deps: Deps, player: Player, at: string): Context {
  const { accountId, districtId, role, schoolId, supplierId, displayName } = player;
  return {
    ...deps,
    clock: { now: () => at },
    requestId: newId(at),
    actor: { kind: 'account', accountId, districtId, role, schoolId, supplierId, displayName },
  };
}

/** Opens an account through the same verb as the API. */
export async function hire(operator: Context, account: NewAccount): Promise<Player> {
  if (operator.actor.kind !== 'account') throw new Error('an operator hires');
  const { id, apiToken } = await createAccount(operator, account);
  return {
    accountId: id,
    districtId: operator.actor.districtId,
    role: account.role,
    schoolId: account.schoolId ?? null,
    supplierId: account.supplierId ?? null,
    displayName: account.displayName,
    username: account.username,
    password: account.password,
    pin: account.pin ?? null,
    apiToken,
  };
}
