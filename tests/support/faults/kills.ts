import type { BreakableLedger } from '../breakable-ledgers.ts';
import { bureau, regulator } from '../fidelity/bench.ts';
import type { Fault } from './endure.ts';
import { type Installation, untilRefused } from './installation.ts';
import { killBackend } from './own-postgres.ts';

const mend = (at: Installation<BreakableLedger>) => at.ledger.mend();

/** At any moment. */
const productOrDatabase: readonly Fault<BreakableLedger>[] = [
  {
    name: 'killed: the product',
    times: 1,
    strike: ({ server }) => server.end('SIGKILL'),
    mend: ({ server }) => server.start(),
  },
  {
    name: 'killed: PostgreSQL',
    times: 1,
    async strike(at) {
      at.postgres.kill();
      await untilRefused(at);
    },
    mend: ({ postgres }) => postgres.start(),
  },
];

/** Those that are not made at each arrow: of several parts at once, of a session, and of what stays away for a while. */
export const furtherKills: readonly Fault<BreakableLedger>[] = [
  {
    name: 'killed: a session of PostgreSQL',
    times: 1,
    strike: ({ t }) => killBackend(t.owner),
  },
  {
    name: 'killed: the product and PostgreSQL at once',
    times: 1,
    async strike({ postgres, server }) {
      postgres.kill();
      await server.end('SIGKILL');
    },
    async mend({ postgres, server }) {
      await postgres.start();
      await server.start();
    },
  },
  { name: 'killed: the orderer', times: 1, strike: ({ ledger }) => ledger.stopOrderer(), mend, lasts: true },
  ...[bureau, regulator].flatMap((mspId): Fault<BreakableLedger>[] => [
    {
      name: `killed: the peer of ${mspId}`,
      times: 1,
      strike: ({ ledger }) => ledger.stopPeer(mspId),
      mend,
      lasts: true,
    },
    {
      name: `killed: the chaincode of ${mspId}`,
      times: 1,
      strike: ({ ledger }) => ledger.stopChaincode(mspId),
      mend,
      lasts: true,
    },
  ]),
  { name: 'killed: the whole ledger', times: 1, strike: ({ ledger }) => ledger.stopAll(), mend, lasts: true },
];

/** kill -9 of each part of an installation while clients write. */
export const kills: readonly Fault<BreakableLedger>[] = [...productOrDatabase, ...furtherKills];
