import type { Finding } from '#schemas/finding.ts';
import { DomainError } from '../errors.ts';
import {
  type RuleScope,
  type Rules,
  sampleDueAt,
  smp02SampleWeight,
  smp03SampleDisposal,
} from '../rules/index.ts';

interface Weighed {
  readonly sampleId: string;
  readonly quantityGrams: number;
  /** The school's own minimum. */
  readonly policyGrams: number;
}

/**
 * SMP-02: below what the law asks for there is no sample; below what the school asks for it is found short.
 *
 * @throws DomainError `invalid-input` at `/grams`
 */
export function weightFindings(rules: Rules, scope: RuleScope, weighed: Weighed): Finding[] {
  const { policyGrams, ...byLaw } = weighed;
  const [short] = rules.evaluate(smp02SampleWeight, scope, byLaw);
  if (short) {
    const minimumGrams = Number(short.data.minimumGrams);
    throw new DomainError('invalid-input', {
      detail: {
        zh: `每份留样不少于 ${minimumGrams} 克。`,
        en: `A sample weighs at least ${minimumGrams} g.`,
      },
      errors: [{ pointer: '/grams', detail: `at least ${minimumGrams}` }],
    });
  }
  return rules.evaluate(smp02SampleWeight, scope, { ...byLaw, policyGrams });
}

/**
 * When a sample left its dish. Who says that it was sealed before the dish was cooked is found out (SMP-06), and neither
 * shortens its time nor cuts the trace.
 */
export const leftDishAt = (sealedAt: string, cookedAt: string): string =>
  sealedAt < cookedAt ? cookedAt : sealedAt;

/** SMP-03: until when a sample sealed then is kept. @throws DomainError `invalid-input` before there was such a rule */
export function keptUntil(rules: Rules, scope: RuleScope, sealedAt: string): string {
  const rule = rules.inForce('SMP-03', scope);
  if (!rule) {
    throw new DomainError('invalid-input', {
      errors: [{ pointer: '/sealedAt', detail: 'no rule held then' }],
    });
  }
  return sampleDueAt(sealedAt, smp03SampleDisposal.parameters.parse(rule.parameters));
}
