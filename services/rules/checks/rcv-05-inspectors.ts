import { z } from 'zod';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({ minimumInspectors: z.int().min(1) });

interface Facts {
  readonly deliveryId: string;
  /** Account ids of those who signed. */
  readonly inspectorIds: readonly string[];
  readonly supplierPersonIds: readonly string[];
  readonly buyerIds: readonly string[];
}

/** Two different people inspect, neither of the supplier nor the buyer (guides of 2024-11 and 2025-08). */
export const rcv05Inspectors: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'RCV-05',
  parameters: Parameters,
  find({ deliveryId, inspectorIds, supplierPersonIds, buyerIds }, { minimumInspectors }) {
    const distinct = [...new Set(inspectorIds)];
    const breaches: Breach[] = [];
    if (distinct.length < minimumInspectors) {
      breaches.push({
        breach: 'not-enough-people',
        evidence: [deliveryId],
        data: { inspectors: distinct.length, minimumInspectors },
      });
    }
    for (const id of distinct) {
      if (supplierPersonIds.includes(id)) {
        breaches.push({ breach: 'supplier-inspects', evidence: [deliveryId, id] });
      }
      if (buyerIds.includes(id)) breaches.push({ breach: 'buyer-inspects', evidence: [deliveryId, id] });
    }
    return breaches;
  },
};
