import type { Role } from '#schemas/role.ts';
import type { SecondPerson } from '#schemas/second-person.ts';
import { confirmSecondPerson } from '../accounts/index.ts';
import type { AccountActor, Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type RuleScope, rcv05Inspectors } from '../rules/index.ts';

export interface Signer {
  readonly accountId: string;
  readonly role: Role;
  readonly displayName: string;
}

export const signerOf = ({ accountId, role, displayName }: AccountActor): Signer => ({
  accountId,
  role,
  displayName,
});

/**
 * Those who sign now: the account, and the second person if one confirms on the same phone.
 *
 * @throws DomainError `same-signer`, `co-signer-refused`, `locked`
 */
export async function signersNow(
  ctx: Context,
  actor: AccountActor,
  second: SecondPerson | undefined,
): Promise<[Signer] | [Signer, Signer]> {
  if (!second) return [signerOf(actor)];
  return [signerOf(actor), await confirmSecondPerson(ctx, actor, second, 'delivery.sign')];
}

interface Signing {
  readonly deliveryId: string;
  readonly orderedById: string | null | undefined;
  /** A line rests on an override. */
  readonly needsManager: boolean;
  readonly scope: RuleScope;
}

/**
 * RCV-05: two different people sign, neither of the supplier nor the one who ordered. With one signer so far, only
 * that one is judged. An override counts when a manager is among the two.
 *
 * @throws DomainError `same-signer`, `signer-not-independent`, `needs-override`
 */
export function requireIndependentSigners(
  { rules }: Pick<Context, 'rules'>,
  signers: readonly Signer[],
  { deliveryId, orderedById, needsManager, scope }: Signing,
): void {
  const found = rules.evaluate(rcv05Inspectors, scope, {
    deliveryId,
    inspectorIds: signers.map(({ accountId }) => accountId),
    supplierPersonIds: signers.filter(({ role }) => role === 'supplier').map(({ accountId }) => accountId),
    buyerIds: orderedById ? [orderedById] : [],
  });
  const [breach] = found.filter((finding) => signers.length > 1 || finding.breach !== 'not-enough-people');
  if (breach) {
    throw new DomainError(breach.breach === 'not-enough-people' ? 'same-signer' : 'signer-not-independent', {
      data: { ruleId: 'RCV-05', breach: breach.breach },
    });
  }
  if (needsManager && signers.length > 1 && !signers.some(({ role }) => role === 'manager')) {
    throw new DomainError('needs-override', {
      detail: {
        zh: '有一行由主管特批，签收人中须有一名食堂负责人',
        en: 'a line rests on an override, so a manager must be one of the two who sign',
      },
    });
  }
}
