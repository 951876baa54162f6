import type { Consensus } from '#ledger/fabric-wire/genesis/consensus.ts';

export type ProfileName = keyof typeof profiles;

/** Each orderer belongs to an organisation of its own, so that none of them orders alone (but in `solo`). */
export const profiles = {
  solo: { consensus: 'etcdraft', orderers: 1 },
  raft3: { consensus: 'etcdraft', orderers: 3 },
  bft4: { consensus: 'BFT', orderers: 4 },
} as const satisfies Record<string, { consensus: Consensus; orderers: number }>;

export function isProfileName(text: string): text is ProfileName {
  return Object.hasOwn(profiles, text);
}
