import { z } from 'zod';
import { Jurisdiction } from './jurisdiction.ts';
import { SchoolKind } from './school.ts';
import { CivilDate } from './values.ts';

/** A rule keeps its id through all its versions and jurisdictions. */
export const RuleId = z
  .string()
  .regex(/^(GOV|SMP|RCV|SUP|6T|P832|BID|CTR|PRC|CON|QTY|FIN|INC|SH)-\d{2}$/)
  .meta({ id: 'RuleId', examples: ['RCV-06'] });
export type RuleId = z.infer<typeof RuleId>;

/** `guard`: the law is absolute, the write is refused. `finding`: recorded with evidence, a person decides. */
export const RuleSeverity = z.enum(['guard', 'finding']).meta({ id: 'RuleSeverity', examples: ['finding'] });
export type RuleSeverity = z.infer<typeof RuleSeverity>;

/** One version of a rule: what it asks, where, of whom and when. */
export const Rule = z
  .strictObject({
    id: RuleId,
    titleZh: z.string().min(1),
    titleEn: z.string().min(1),
    /** Clause of law or notice; for a rule of our own, what it serves. */
    citation: z.string().min(1),
    jurisdiction: Jurisdiction,
    schoolKinds: z.array(SchoolKind).min(1),
    /** For law: the date of the edition that was read, unless the date of entry into force is known. */
    validFrom: CivilDate,
    /** Last day of this version; absent while it holds. */
    validTo: CivilDate.optional(),
    /** Limits, lists and times; each check states the shape of its own. */
    parameters: z.record(z.string(), z.json()),
    severity: RuleSeverity,
    /** False when the citation, or a parameter that claims to be law, is from memory: never quote it as law. */
    verified: z.boolean(),
    /** What is not verified, or which times and tolerances are the product's own choice. */
    note: z.string().min(1).optional(),
    /** True when a check of the same id exists. */
    implemented: z.boolean(),
  })
  .meta({ id: 'Rule' });
export type Rule = Readonly<z.infer<typeof Rule>>;

/** A file of rules, published and hashed as one. */
export const RulePack = z
  .strictObject({
    id: z.string().regex(/^[a-z-]+$/),
    version: z.string().min(1),
    titleZh: z.string().min(1),
    titleEn: z.string().min(1),
    rules: z.array(Rule),
  })
  .meta({ id: 'RulePack' });
export type RulePack = Readonly<z.infer<typeof RulePack>>;
