import { z } from 'zod';
import { daysBetween } from '#schemas/time.ts';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  /** Days before the end at which the supplier and the school are told. */
  alertDays: z.array(z.int().min(1)).min(1),
});

interface Facts {
  readonly supplierId: string;
  readonly on: string;
  /** Licences, health certificates, insurances; open-ended papers are left out. */
  readonly papers: readonly { readonly id: string; readonly kind: string; readonly validTo: string }[];
}

/**
 * Papers are renewed in time. Days left count today: on the last valid day one is left, at zero the paper has lapsed,
 * the supplier is suspended and new deliveries are refused.
 */
export const sup02Expiry: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'SUP-02',
  parameters: Parameters,
  find: ({ supplierId, on, papers }, { alertDays }) =>
    papers.flatMap(({ id, kind, validTo }): Breach[] => {
      const daysLeft = Math.max(0, daysBetween(on, validTo) + 1);
      const evidence = [supplierId, id];
      if (daysLeft === 0) return [{ breach: 'expired', evidence, data: { kind, validTo } }];
      const [alert] = alertDays.filter((days) => daysLeft <= days).toSorted((a, b) => a - b);
      if (alert === undefined) return [];
      return [
        {
          breach: 'expiring',
          evidence,
          data: { kind, validTo, daysLeft, alert },
          advisory: true,
        },
      ];
    }),
};
