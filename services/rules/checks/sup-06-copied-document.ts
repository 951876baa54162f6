import { z } from 'zod';
import type { RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  /** Kinds that belong to one supplier alone. A maker's licence or report is rightly shown by all its dealers. */
  ownKinds: z.array(z.string()).min(1),
});

interface Facts {
  readonly document: {
    readonly id: string;
    readonly supplierId: string;
    readonly kind: string;
    /** SHA-256 of the file. */
    readonly fileHash: string;
  };
  /** Other documents with the same file. */
  readonly others: readonly {
    readonly id: string;
    readonly supplierId: string;
    readonly fileHash: string;
  }[];
}

/** A supplier's own paper is not the very file that another supplier sent: one of the two is a forged copy. */
export const sup06CopiedDocument: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'SUP-06',
  parameters: Parameters,
  find({ document, others }, { ownKinds }) {
    if (!ownKinds.includes(document.kind)) return [];
    const copies = others.filter(
      ({ fileHash, supplierId }) => fileHash === document.fileHash && supplierId !== document.supplierId,
    );
    if (copies.length === 0) return [];
    return [
      {
        breach: 'already-used',
        evidence: [document.id, ...copies.map(({ id }) => id)],
        data: { kind: document.kind, fileHash: document.fileHash },
      },
    ];
  },
};
