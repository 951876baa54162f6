import type { FidelityCase } from '../bench.ts';
import { callCases, strayCases } from './calls.ts';
import { chainCases } from './chain.ts';
import { directCases } from './direct.ts';
import { eventCases } from './events.ts';
import { blockCases, readWriteCases } from './formats.ts';
import { identityCases, proposalCases } from './proposals.ts';
import { statusCases } from './status.ts';
import { tamperedCases } from './tampered-transactions.ts';
import { conflictCases, orderingCases } from './transactions.ts';
import { troubleCases } from './troubles.ts';

/** All that ledgers are compared by. Those that break parts of the network come last. */
export const fidelityCases: readonly FidelityCase[] = [
  ...callCases,
  ...strayCases,
  ...identityCases,
  ...proposalCases,
  ...tamperedCases,
  ...orderingCases,
  ...conflictCases,
  ...statusCases,
  ...eventCases,
  ...chainCases,
  ...directCases,
  ...readWriteCases,
  ...blockCases,
  ...troubleCases,
];
