import { z } from 'zod';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({});

interface Facts {
  readonly batchId: string;
  readonly issuedOn: string;
  readonly issueGrams: number;
  readonly stockGrams: number;
  /** Last day of use. */
  readonly expiresOn?: string | undefined;
  /** Open holds on the batch. */
  readonly holdIds: readonly string[];
  /** Other batches of the same goods in the same store. */
  readonly others: readonly {
    readonly batchId: string;
    readonly expiresOn?: string | undefined;
    readonly stockGrams: number;
  }[];
}

/** The kitchen gets no more than is there, nothing held or expired, and is advised to use first what expires first. */
export const rcv10Issue: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'RCV-10',
  parameters: Parameters,
  find(facts) {
    const { batchId, issuedOn, issueGrams, stockGrams, expiresOn, holdIds } = facts;
    const breaches: Breach[] = [];
    if (issueGrams > stockGrams) {
      breaches.push({ breach: 'over-stock', evidence: [batchId], data: { issueGrams, stockGrams } });
    }
    if (holdIds.length > 0) breaches.push({ breach: 'held', evidence: [batchId, ...holdIds] });
    if (expiresOn !== undefined && expiresOn < issuedOn) {
      breaches.push({ breach: 'expired', evidence: [batchId], data: { expiresOn, issuedOn } });
    }
    return [...breaches, ...firstToExpire(facts)];
  },
};

function firstToExpire({ batchId, issuedOn, expiresOn, others }: Facts): Breach[] {
  const [sooner] = others
    .filter((other) => other.stockGrams > 0 && other.expiresOn !== undefined && other.expiresOn >= issuedOn)
    .filter((other) => expiresOn === undefined || other.expiresOn! < expiresOn)
    .toSorted((a, b) => (a.expiresOn! < b.expiresOn! ? -1 : 1));
  if (sooner === undefined) return [];
  return [
    {
      breach: 'not-first-to-expire',
      evidence: [batchId, sooner.batchId],
      data: { expiresOn: sooner.expiresOn! },
      advisory: true,
    },
  ];
}
