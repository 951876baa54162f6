import { civilDateOf } from '#schemas/time.ts';
import type { RuleScope } from '../rules/index.ts';
import type { SchoolFacts } from '../schools/index.ts';

/** Which rules hold for something that happened at a school at that instant. */
export const scopeAt = ({ jurisdiction, kind }: SchoolFacts, at: string): RuleScope => ({
  jurisdiction,
  schoolKind: kind,
  on: civilDateOf(at),
});
