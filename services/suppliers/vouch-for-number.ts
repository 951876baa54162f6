import type { CodeVerdict } from '#schemas/codes/verdict.ts';
import type { CodeCheck, CodeOverride } from '#schemas/qualification.ts';
import type { Role } from '#schemas/role.ts';
import { confirmHolder } from '../accounts/index.ts';
import type { AccountActor, Context } from '../context.ts';
import { DomainError } from '../errors.ts';

export interface VouchedNumber {
  readonly check: CodeCheck;
  readonly vouchedFor?: { readonly account: string; readonly role: Role; readonly reason: string };
}

/**
 * SUP-01: lets a number pass, or has a second person vouch for one that fails nothing but its check digit (genuine
 * early pilot codes do). Wrong length, alphabet or structure is refused whoever vouches.
 *
 * @throws DomainError `invalid-input`, `needs-override`, `same-signer`, `co-signer-refused`, `locked`
 */
export async function vouchForNumber(
  ctx: Context,
  actor: AccountActor,
  verdict: CodeVerdict | undefined,
  { pointer, override }: { pointer: string; override: CodeOverride | undefined },
): Promise<VouchedNumber> {
  if (verdict === undefined) return { check: 'unchecked' };
  if (verdict.level !== 'reject') return { check: verdict.level };
  const reason = verdict.reason ?? 'check_digit';
  if (!verdict.overridable) throw new DomainError('invalid-input', { errors: [{ pointer, detail: reason }] });
  if (!override) {
    throw new DomainError('needs-override', { errors: [{ pointer, detail: reason }], data: { reason } });
  }
  const { username, pin, reason: vouchReason } = override;
  const second = await confirmHolder(ctx, actor, { username, pin }, 'supplier.vouch');
  return {
    check: 'overridden',
    vouchedFor: { account: second.accountId, role: second.role, reason: vouchReason },
  };
}
