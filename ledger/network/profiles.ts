import type { Consensus } from './genesis/consensus.ts';
import type { Organisation } from './organisation.ts';

export type ProfileName = keyof typeof profiles;

/** Each orderer belongs to an organisation of its own, so that none of them orders alone (but in `solo`). */
export const profiles = {
  solo: { consensus: 'etcdraft', orderers: 1 },
  raft3: { consensus: 'etcdraft', orderers: 3 },
  bft4: { consensus: 'BFT', orderers: 4 },
} as const satisfies Record<string, { consensus: Consensus; orderers: number }>;

/** They keep the ledger and endorse: both must agree to every transaction. */
export const peerOrganisations: readonly Organisation[] = [
  { slug: 'edu-bureau', mspId: 'EduBureauMSP', title: 'Education Bureau' },
  { slug: 'market-reg', mspId: 'MarketRegMSP', title: 'Market Regulator' },
];

/** They put transactions in order, in this order of joining the profiles. MSP ids differ from the peers' by convention. */
export const ordererOrganisations: readonly Organisation[] = [
  { slug: 'data-bureau', mspId: 'DataBureauOrdererMSP', title: 'Data Bureau' },
  { slug: 'edu-bureau', mspId: 'EduBureauOrdererMSP', title: 'Education Bureau Ordering' },
  { slug: 'market-reg', mspId: 'MarketRegOrdererMSP', title: 'Market Regulator Ordering' },
  { slug: 'finance-bureau', mspId: 'FinanceBureauOrdererMSP', title: 'Finance Bureau' },
];

export function isProfileName(text: string): text is ProfileName {
  return Object.hasOwn(profiles, text);
}
