import type { SupplierState, SupplierSummary } from '#schemas/supplier-view.ts';
import type { Context } from '../context.ts';
import { type RuleScope, sup02Expiry } from '../rules/index.ts';
import { type CurrentPaper, isRenewed, suspendingKinds } from './renewal.ts';

interface Outlook {
  readonly state: SupplierState;
  readonly endsFirst?: NonNullable<SupplierSummary['endsFirst']>;
}

/** How a supplier stands today, from the dates of its papers; no job has to have run. */
export function outlookOf(
  { rules, reference }: Pick<Context, 'rules' | 'reference'>,
  scope: RuleScope,
  {
    supplierId,
    papers,
    suspended,
  }: {
    readonly supplierId: string;
    readonly papers: readonly CurrentPaper[];
    readonly suspended: boolean;
  },
): Outlook {
  const ending = papers.flatMap((paper) => {
    const { validTo } = paper;
    return validTo === null || isRenewed({ ...paper, validTo }, papers, scope.on)
      ? []
      : [{ ...paper, validTo }];
  });
  const needed = suspendingKinds(reference);
  const findings = rules.evaluate(sup02Expiry, scope, { supplierId, on: scope.on, papers: ending });
  const lapsed = findings.some(({ breach, data }) => breach === 'expired' && needed.has(String(data.kind)));
  const [first] = ending
    .filter(({ kind }) => needed.has(kind))
    .toSorted((a, b) => (a.validTo < b.validTo ? -1 : 1));
  return {
    state: suspended ? 'suspended' : lapsed ? 'lapsed' : findings.length > 0 ? 'expiring' : 'in-order',
    ...(first ? { endsFirst: { kind: first.kind, validTo: first.validTo } } : {}),
  };
}
