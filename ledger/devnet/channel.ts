import { ordererOrganisations, peerOrganisations } from '#ledger/fabric-wire/organisations.ts';

/** What is the same in every development network, and the same as in a real one. */

export const channelName = 'shansu';

export const chaincode = { name: 'witness', version: '1', sequence: 1 } as const;

/** Shown beside every proof that this ledger has a part in. */
export const networkLabel = 'development ledger, no outside witness';

export const endorsingOrganisations = peerOrganisations;
export const orderingOrganisation = ordererOrganisations[0]!;

/** How many transactions a block holds at most, and how large one may be; the same as in the real network's first block. */
export const batchLimits = {
  maxTransactions: 500,
  absoluteMaxBytes: 10 * 1024 * 1024,
  preferredMaxBytes: 2 * 1024 * 1024,
} as const;
