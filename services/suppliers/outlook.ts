import type { LicenceStatus } from '#schemas/qualification.ts';
import type { SupplierState, SupplierSummary } from '#schemas/supplier-view.ts';
import type { Context } from '../context.ts';
import { type RuleScope, sup02Expiry } from '../rules/index.ts';
import { type CurrentPaper, isInForce, isRenewed, suspendingKinds } from './renewal.ts';

interface Outlook {
  readonly state: SupplierState;
  readonly endsFirst?: NonNullable<SupplierSummary['endsFirst']>;
}

/** A paper that is believed now, whatever its register says of it. */
export interface BelievedPaper extends CurrentPaper {
  readonly status: LicenceStatus;
}

interface Standing {
  readonly supplierId: string;
  readonly papers: readonly BelievedPaper[];
  /** By the district. */
  readonly suspended: boolean;
}

/** How a supplier stands today, from the dates of its papers; no job has to have run. */
export function outlookOf(
  { rules, reference }: Pick<Context, 'rules' | 'reference'>,
  scope: RuleScope,
  { supplierId, papers, suspended }: Standing,
): Outlook {
  const needed = suspendingKinds(reference);
  const current = papers.filter(({ status }) => status === 'active' || status === 'abnormal');
  const ending = current.flatMap((paper) => {
    const { validTo } = paper;
    return validTo === null || isRenewed({ ...paper, validTo }, current, scope.on)
      ? []
      : [{ ...paper, validTo }];
  });
  const findings = rules.evaluate(sup02Expiry, scope, { supplierId, on: scope.on, papers: ending });
  const lapsed = findings.some(({ breach, data }) => breach === 'expired' && needed.has(String(data.kind)));
  // Revoked, cancelled or suspended by its register, with nothing in its place.
  const ended = papers.some(
    (paper) => needed.has(paper.kind) && !current.includes(paper) && !isInForce(paper, current, scope.on),
  );
  const [first] = ending
    .filter(({ kind }) => needed.has(kind))
    .toSorted((a, b) => (a.validTo < b.validTo ? -1 : 1));
  return {
    state: stateOf(suspended, lapsed || ended, findings.length > 0),
    ...(first ? { endsFirst: { kind: first.kind, validTo: first.validTo } } : {}),
  };
}

function stateOf(suspended: boolean, lapsed: boolean, expiring: boolean): SupplierState {
  if (suspended) return 'suspended';
  if (lapsed) return 'lapsed';
  return expiring ? 'expiring' : 'in-order';
}
