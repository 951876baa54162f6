import { z } from 'zod';
import type { Breach, RuleCheck } from '../check.ts';

const Attribute = z.enum(['legal-person', 'shareholder', 'phone', 'address', 'bank-account', 'device']);

const Parameters = z.strictObject({
  /** What counts as a tie when two suppliers share it. */
  attributes: z.array(Attribute).min(1),
});

interface Facts {
  readonly suppliers: readonly {
    readonly supplierId: string;
    /** Values as digests, never in clear: only equality matters. */
    readonly attributes: readonly {
      readonly attribute: z.output<typeof Attribute>;
      readonly digest: string;
    }[];
  }[];
}

/** Pairs of suppliers with something in common: the edges of the graph that tender checks use (GPR art. 18). */
export const sup05RelatedParties: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'SUP-05',
  parameters: Parameters,
  find({ suppliers }, { attributes }) {
    const breaches: Breach[] = [];
    for (const [i, a] of suppliers.entries()) {
      for (const b of suppliers.slice(i + 1)) {
        const shared = attributes.filter((attribute) => {
          const digests = new Set(a.attributes.filter((v) => v.attribute === attribute).map((v) => v.digest));
          return b.attributes.some((v) => v.attribute === attribute && digests.has(v.digest));
        });
        if (shared.length === 0) continue;
        const evidence = [a.supplierId, b.supplierId];
        breaches.push({ breach: 'related', evidence, data: { shared: shared.join(',') } });
      }
    }
    return breaches;
  },
};
