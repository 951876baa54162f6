import { NewAccount } from '#schemas/account.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { authorise } from './authorise.ts';
import { hashSecret, newToken, tokenHash } from './secrets.ts';

const roleScope = {
  receiver: 'school',
  manager: 'school',
  'school-admin': 'school',
  supplier: 'supplier',
  inspector: 'district',
  auditor: 'district',
  operator: 'district',
} as const;

/**
 * Opens an account of the district and its first API token, which is shown once. School roles need a school,
 * suppliers a supplier; a school administrator opens accounts of the own school only.
 */
export async function createAccount(
  ctx: Context,
  input: NewAccount,
): Promise<{ id: string; apiToken: string }> {
  const account = NewAccount.parse(input);
  const actor = authorise(ctx, 'account.create', { schoolId: account.schoolId ?? null });
  const scope = roleScope[account.role];
  if (actor.role === 'school-admin' && scope !== 'school') throw new DomainError('forbidden');
  requireScope(account, scope);
  const passwordHash = await hashSecret(account.password);
  const pinHash = account.pin ? await hashSecret(account.pin) : null;
  const id = newId(ctx.clock.now());
  const apiToken = newToken();
  // The answer holds a token, so it is not kept for replays; the user name keeps a retry from doing it twice.
  const { submission: _, ...unrepeated } = ctx;
  return await transact(unrepeated, async (tx) => {
    const createdAt = tx.clock.now();
    await requireExisting(tx, account);
    await tx.db
      .insertInto('accounts')
      .values({
        id,
        districtId: tx.districtId,
        schoolId: account.schoolId ?? null,
        supplierId: account.supplierId ?? null,
        username: account.username,
        displayName: account.displayName,
        role: account.role,
        passwordHash,
        pinHash,
        failedAttempts: 0,
        lockedUntil: null,
        disabledAt: null,
        createdAt,
      })
      .execute();
    await tx.db
      .insertInto('apiTokens')
      .values({ tokenHash: tokenHash(apiToken), accountId: id, label: 'first', createdAt, revokedAt: null })
      .execute();
    await appendRecord(tx, {
      type: 'account-created',
      subject: id,
      school: account.schoolId,
      occurredAt: createdAt,
      body: { role: account.role, supplier: account.supplierId, name: { $personal: account.displayName } },
    });
    return { id, apiToken };
  });
}

/** @throws DomainError `not-found` for a school or supplier that the district does not have */
async function requireExisting(tx: Tx, { schoolId, supplierId }: NewAccount): Promise<void> {
  const [table, id] = schoolId ? (['schools', schoolId] as const) : (['suppliers', supplierId] as const);
  if (id === undefined) return;
  const found = await tx.db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst();
  if (!found)
    throw new DomainError('not-found', {
      errors: [{ pointer: schoolId ? '/schoolId' : '/supplierId', detail: 'no such id' }],
    });
}

function requireScope(account: NewAccount, scope: 'school' | 'supplier' | 'district'): void {
  const needs = { school: 'schoolId', supplier: 'supplierId', district: undefined }[scope];
  for (const key of ['schoolId', 'supplierId'] as const) {
    const present = account[key] !== undefined;
    if (present !== (needs === key)) {
      throw new DomainError('invalid-input', {
        errors: [{ pointer: `/${key}`, detail: present ? 'not for this role' : 'required for this role' }],
      });
    }
  }
}
