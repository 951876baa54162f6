import { z } from 'zod';
import { addMilliseconds } from '#schemas/time.ts';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  /** The shift within which rejected goods must be disposed of. */
  withinHours: z.int().min(1),
  /** Where false, expired food is destroyed and never goes back (上海市食品安全条例 art. 29). */
  expiredMayBeReturned: z.boolean(),
});

interface Facts {
  readonly batchId: string;
  readonly verdict: 'accept' | 'partial' | 'reject';
  readonly decidedAt: string;
  /** True when the goods were refused because their time had passed. */
  readonly expired: boolean;
  readonly disposition?:
    | {
        readonly id: string;
        readonly kind: 'returned' | 'destroyed' | 'held';
        readonly at: string;
        readonly witnessId?: string | undefined;
      }
    | undefined;
  /** The instant at which the question is asked. */
  readonly asOf: string;
}

/** What was refused, wholly or in part, is returned, destroyed or held in time and before a witness. */
export const rcv09Disposition: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'RCV-09',
  parameters: Parameters,
  find(facts, { withinHours, expiredMayBeReturned }) {
    const { batchId, disposition: done } = facts;
    if (facts.verdict === 'accept') return [];
    const dueAt = addMilliseconds(facts.decidedAt, withinHours * 3_600_000);
    if ((done?.at ?? facts.asOf) > dueAt) {
      const evidence = done ? [batchId, done.id] : [batchId];
      return [
        { breach: 'no-disposition', evidence, data: { dueAt } },
        ...faults(facts, expiredMayBeReturned),
      ];
    }
    return faults(facts, expiredMayBeReturned);
  },
};

function faults({ batchId, expired, disposition: done }: Facts, expiredMayBeReturned: boolean): Breach[] {
  if (done === undefined) return [];
  const evidence = [batchId, done.id];
  const breaches: Breach[] = [];
  if (done.witnessId === undefined) breaches.push({ breach: 'no-witness', evidence });
  if (expired && done.kind === 'returned' && !expiredMayBeReturned) {
    breaches.push({ breach: 'expired-returned', evidence });
  }
  return breaches;
}
