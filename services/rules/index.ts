import type { Finding } from '#schemas/finding.ts';

export { checks } from './all-checks.ts';
export type { Breach, RuleCheck } from './check.ts';
export * from './checks/index.ts';
export { countedFen } from './checks/p832-03-counted.ts';
export { keepUntil } from './checks/rcv-11-retention.ts';
export { sampleDueAt } from './checks/smp-03-sample-disposal.ts';
export { type LicenceVersion, validAsKnown } from './checks/sup-07-qualified-as-known.ts';
export { isValidOn, type Licence } from './licence.ts';
export { loadRules, type RuleScope, type Rules } from './load.ts';

/** The findings that refuse a write. Verbs throw on these and store the others. */
export const refusals = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ severity }) => severity === 'guard');
