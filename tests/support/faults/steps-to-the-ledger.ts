import type { GatewayCall } from '#ledger/devnet/faults.ts';
import type { BreakableDevnet } from '../breakable-ledgers.ts';
import type { Fault } from './endure.ts';

/** What the product does on the way of a checkpoint to the ledger, and at which of its calls it is killed. */
const steps: readonly (readonly [call: GatewayCall, when: 'before' | 'after'])[] = [
  // The organisations have signed, and the product has not learnt of it, or not kept what it signed.
  ['endorse', 'after'],
  // The signed bytes are kept, and nobody has them.
  ['submit', 'before'],
  // The orderer has them, and the product cannot know.
  ['submit', 'after'],
  // The transaction is VALID; nobody has attested it yet, and the product cannot know.
  ['commitStatus', 'after'],
];

/** kill -9 at each arrow between the product and the ledger. The development ledger holds the call for that long. */
export function stepsToTheLedger(): Fault<BreakableDevnet> {
  const ahead = [...steps];
  return {
    name: 'killed: the product at each step towards the ledger',
    times: steps.length,
    async strike({ ledger, server }) {
      const [call, when] = ahead.shift()!;
      const killed = Promise.withResolvers<void>();
      const act = async () => {
        await server.end('SIGKILL');
        killed.resolve();
      };
      ledger.devnet.faults.interrupt({ call, when, act });
      await killed.promise;
    },
    mend: ({ server }) => server.start(),
  };
}
