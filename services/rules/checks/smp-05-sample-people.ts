import { z } from 'zod';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({});

interface Facts {
  readonly sampleId: string;
  readonly takenById: string;
  readonly takenOn: string;
  readonly healthCertificate?: { readonly id: string; readonly validTo: string } | undefined;
  /** Who saw the disposal; absent while the sample is kept. */
  readonly disposalWitnessId?: string | undefined;
}

/** Who takes a sample is in good health on paper (Food Safety Law art. 45) and does not witness its disposal. */
export const smp05SamplePeople: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'SMP-05',
  parameters: Parameters,
  find({ sampleId, takenById, takenOn, healthCertificate, disposalWitnessId }) {
    const breaches: Breach[] = [];
    if (disposalWitnessId === takenById) {
      breaches.push({ breach: 'same-person', evidence: [sampleId, takenById] });
    }
    if (healthCertificate === undefined || healthCertificate.validTo < takenOn) {
      const evidence = [sampleId, takenById, ...(healthCertificate ? [healthCertificate.id] : [])];
      breaches.push({ breach: 'no-health-certificate', evidence, data: { takenOn } });
    }
    return breaches;
  },
};
