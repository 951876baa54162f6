import { peerOrganisations } from '#ledger/fabric-wire/organisations.ts';
import type { BreakableLedger } from '../breakable-ledgers.ts';
import { type Installation, untilRefused } from './installation.ts';

type At = Installation<BreakableLedger>;

/** A part of an installation that is killed while a request to a peer, or to the database, is on its way. */
export interface Victim {
  readonly name: string;
  /** The kernel ends it at once. */
  kill(at: At, askedMspId: string): Promise<unknown>;
  /** What its operator does then. */
  mend(at: At): Promise<unknown>;
}

export const product = {
  name: 'the product',
  kill: ({ server }) => server.end('SIGKILL'),
  mend: ({ server }) => server.start(),
} satisfies Victim;

export const database = {
  name: 'PostgreSQL',
  kill: async ({ postgres }) => postgres.kill(),
  async mend(at) {
    await untilRefused(at);
    await at.postgres.start();
  },
} satisfies Victim;

/** The peer that has the request in hand. */
export const askedPeer: Victim = {
  name: 'the peer asked',
  kill: ({ ledger }, askedMspId) => ledger.stopPeer(askedMspId),
  mend: mendLedger,
};

export const partsOfTheLedger: readonly Victim[] = [
  { name: 'the orderer', kill: ({ ledger }) => ledger.stopOrderer(), mend: mendLedger },
  askedPeer,
  {
    name: 'its chaincode',
    kill: ({ ledger }, askedMspId) => ledger.stopChaincode(askedMspId),
    mend: mendLedger,
  },
  {
    name: 'the other peer',
    kill: ({ ledger }, askedMspId) => ledger.stopPeer(otherThan(askedMspId)),
    mend: mendLedger,
  },
  {
    name: 'the other chaincode',
    kill: ({ ledger }, askedMspId) => ledger.stopChaincode(otherThan(askedMspId)),
    mend: mendLedger,
  },
];

function mendLedger({ ledger }: At): Promise<void> {
  return ledger.mend();
}

function otherThan(askedMspId: string): string {
  return peerOrganisations.find(({ mspId }) => mspId !== askedMspId)!.mspId;
}
