import type { z } from 'zod';
import type { RuleCheck } from './check.ts';
import * as named from './checks/index.ts';

/** Every check that exists, for the register: it promises none that is not here. */
export const checks: readonly Pick<RuleCheck<never, z.ZodType>, 'ruleId' | 'parameters'>[] =
  Object.values(named);
