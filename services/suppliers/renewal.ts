import { addDays } from '#schemas/time.ts';
import type { Tx } from '../context.ts';
import type { Reference } from '../reference/index.ts';

/** A paper that is believed now and says when it ends, or that it does not. */
export interface CurrentPaper {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly holderKey: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** The papers of a supplier that are believed now and that no register has ended. */
export async function currentPapers(tx: Tx, supplierId: string): Promise<CurrentPaper[]> {
  return await tx.db
    .selectFrom('qualifications')
    .select(['id', 'kind', 'number', 'holderKey', 'validFrom', 'validTo'])
    .where('supplierId', '=', supplierId)
    .where('supersededAt', 'is', null)
    .where('status', 'in', ['active', 'abnormal'])
    .orderBy('id')
    .execute();
}

/** True when a later paper of the same kind and person carries on from this one, or is in force by today. */
export function isRenewed(
  paper: CurrentPaper & { validTo: string },
  papers: readonly CurrentPaper[],
  today: string,
) {
  const next = addDays(paper.validTo, 1);
  const latestStart = next > today ? next : today;
  return papers.some(
    ({ id, kind, holderKey, validFrom, validTo }) =>
      id !== paper.id &&
      kind === paper.kind &&
      holderKey === paper.holderKey &&
      validFrom <= latestStart &&
      (validTo === null || validTo > paper.validTo),
  );
}

/** True when a paper of that kind, about the same person or vehicle, is in force today. */
export const isInForce = (
  { kind, holderKey }: Pick<CurrentPaper, 'kind' | 'holderKey'>,
  papers: readonly CurrentPaper[],
  today: string,
): boolean =>
  papers.some(
    (paper) =>
      paper.kind === kind &&
      paper.holderKey === holderKey &&
      paper.validFrom <= today &&
      (paper.validTo === null || today <= paper.validTo),
  );

/** Why a suspension for a lapsed licence ended: the record names the one for that reason. */
export const renewed = (reason: string): string => `已更新：${reason}`;

/**
 * The kinds of paper that the law asks of the seller or maker of some goods: when one of these lapses, deliveries that
 * need it stop (SUP-02). Of the others it is only told that they lapse.
 */
export function suspendingKinds({ goods, documentOverrides }: Reference): ReadonlySet<string> {
  const expressions = [
    ...goods.classes.flatMap(({ supplierDocuments, producerDocuments }) => [
      supplierDocuments,
      producerDocuments,
    ]),
    ...documentOverrides.filter(({ scope }) => scope !== 'batch').map(({ documents }) => documents),
  ];
  return new Set(expressions.flat(2));
}
