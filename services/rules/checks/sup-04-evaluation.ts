import { z } from 'zod';
import { addMonths } from '#schemas/time.ts';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  everyMonths: z.int().min(1),
  /** Below this score the supplier has to go. */
  exitScore: z.int().min(0).max(100),
});

interface Facts {
  readonly supplierId: string;
  readonly on: string;
  /** The day from which a first evaluation is counted. */
  readonly engagedOn: string;
  readonly evaluations: readonly { readonly id: string; readonly on: string; readonly score: number }[];
  readonly verifiedIncidentIds: readonly string[];
}

/** Suppliers are evaluated every year, and leave after a bad score or a confirmed incident (guide of 2025-08). */
export const sup04Evaluation: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'SUP-04',
  parameters: Parameters,
  find({ supplierId, on, engagedOn, evaluations, verifiedIncidentIds }, { everyMonths, exitScore }) {
    const latest = evaluations.toSorted((a, b) => (a.on < b.on ? -1 : 1)).at(-1);
    const dueOn = addMonths(latest?.on ?? engagedOn, everyMonths);
    const breaches: Breach[] = [];
    if (on > dueOn) {
      const evidence = latest ? [supplierId, latest.id] : [supplierId];
      breaches.push({ breach: 'not-evaluated', evidence, data: { dueOn } });
    }
    if (latest !== undefined && latest.score < exitScore) {
      const data = { score: latest.score, exitScore };
      breaches.push({ breach: 'exit-line', evidence: [supplierId, latest.id], data });
    }
    if (verifiedIncidentIds.length > 0) {
      const data = { incidents: verifiedIncidentIds.length };
      breaches.push({ breach: 'exit-line', evidence: [supplierId, ...verifiedIncidentIds], data });
    }
    return breaches;
  },
};
