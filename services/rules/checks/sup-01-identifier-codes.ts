import { z } from 'zod';
import { operationBusinessType } from '#schemas/codes/food-operation-licence.ts';
import { productionCategory } from '#schemas/codes/food-production-licence.ts';
import type { CodeVerdict } from '#schemas/codes/verdict.ts';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  /** Warnings that are worth a finding; an abolished division code is not, licences keep it for years. */
  warnings: z.array(z.enum(['region', 'region_retired', 'entity_type', 'inner_check_digit', 'prefix'])),
});

interface Paper {
  readonly id: string;
  /** Document type code; SC_LICENSE and JY_LICENSE numbers are looked into. */
  readonly kind: string;
  readonly verdict: CodeVerdict;
  /** Set when a second person accepted a failed check digit with a reason. */
  readonly overrideId?: string | undefined;
}

interface Facts {
  readonly supplierId: string;
  readonly papers: readonly Paper[];
  /** Licence categories of the goods that the supplier makes itself, e.g. 03, or 2xx for additives. */
  readonly madeCategories: readonly string[];
}

/** A supplier's numbers are possible, and its licences are of the kind that its trade needs. */
export const sup01IdentifierCodes: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'SUP-01',
  parameters: Parameters,
  find: ({ supplierId, papers, madeCategories }, { warnings }) =>
    papers.flatMap((paper): Breach[] => {
      const evidence = [supplierId, paper.id];
      const { verdict, kind } = paper;
      const { reason = '' } = verdict;
      if (verdict.level === 'reject' && !(verdict.overridable && paper.overrideId !== undefined)) {
        return [{ breach: 'code-invalid', evidence, data: { kind, reason } }];
      }
      const doubts = verdict.warnings
        .filter((warning) => warnings.includes(warning))
        .map((warning): Breach => ({ breach: 'code-doubtful', evidence, data: { kind, reason: warning } }));
      return [...doubts, ...wrongTrade(paper, evidence, madeCategories)];
    }),
};

function wrongTrade(
  { kind, verdict }: Paper,
  evidence: string[],
  madeCategories: readonly string[],
): Breach[] {
  if (kind === 'JY_LICENSE' && operationBusinessType(verdict.normalised) === 'canteen') {
    return [{ breach: 'canteen-licence', evidence }];
  }
  if (kind !== 'SC_LICENSE' || madeCategories.length === 0) return [];
  const prefix = productionCategory(verdict.normalised);
  const fits = madeCategories.some((category) =>
    category === '2xx' ? prefix.startsWith('2') : prefix === `1${category}`,
  );
  return fits ? [] : [{ breach: 'category-differs', evidence, data: { prefix } }];
}
