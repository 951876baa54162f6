import type { ChaincodeEventsOptions, Network } from '@hyperledger/fabric-gateway';
import { type Bench, bureau, type FidelityCase } from '../bench.ts';
import { noPolicyManager, notReader } from './status.ts';

/** What the contract announces. */

/** The first so many events as `name=payload`; fewer when nothing more comes in time. */
async function listen(
  network: Network,
  count: number,
  options: ChaincodeEventsOptions,
  patienceMs = 30_000,
): Promise<string[]> {
  const stream = await network.getChaincodeEvents('witness', options);
  const patience = setTimeout(() => stream.close(), patienceMs);
  const heard: string[] = [];
  try {
    for await (const event of stream) {
      heard.push(`${event.eventName}=${Buffer.from(event.payload)}`);
      if (heard.length === count) break;
    }
  } catch (error) {
    if ((error as { code?: number }).code !== 1) throw error;
    heard.push('closed with code 1');
  } finally {
    clearTimeout(patience);
    stream.close();
  }
  return heard;
}

async function announce(bench: Bench, name: string) {
  const transaction = await bench.endorse('announce', bench.key(), name, 'payload');
  const { blockNumber } = await bench.commit(transaction);
  return { startBlock: blockNumber, id: transaction.getTransactionId() };
}

/** What a client remembers of how far it has come. */
function checkpointAt(blockNumber: bigint, transactionId: string) {
  return { checkpoint: { getBlockNumber: () => blockNumber, getTransactionId: () => transactionId } };
}

export const eventCases: readonly FidelityCase[] = [
  {
    name: 'events of valid transactions only, in their order',
    run: async (bench) => {
      const { startBlock } = await announce(bench, 'first');
      const options = { arguments: [bench.key(), 'invalid', ''], endorsingOrganizations: [bureau] };
      await bench.commit(await bench.client.contract.newProposal('announce', options).endorse());
      await announce(bench, 'second');
      return listen(bench.client.network, 2, { startBlock });
    },
    sees: ['first=payload', 'second=payload'],
  },
  {
    name: 'events after a checkpoint',
    run: async (bench) => {
      const { startBlock, id } = await announce(bench, 'first');
      await announce(bench, 'second');
      return listen(bench.client.network, 1, checkpointAt(startBlock, id));
    },
    sees: ['second=payload'],
  },
  {
    name: 'events after a checkpoint that nobody knows: silence, until the client closes',
    run: async (bench) => {
      const { startBlock } = await announce(bench, 'first');
      return listen(bench.client.network, 1, checkpointAt(startBlock, '0'.repeat(64)), 1000);
    },
    sees: ['closed with code 1'],
  },
  {
    name: 'events from now on',
    run: async (bench) => {
      await announce(bench, 'before');
      let isHeard = false;
      const listening = listen(bench.client.network, 1, {}).finally(() => {
        isHeard = true;
      });
      // Nothing tells when the peer has begun to listen.
      while (!isHeard) await announce(bench, 'after');
      return await listening;
    },
    sees: ['after=payload'],
  },
  {
    name: 'events asked by a stranger to the channel',
    run: async (bench) => {
      using client = bench.client.as({ ...bench.client.identity, mspId: 'NopeMSP' });
      return await listen(client.network, 1, { startBlock: 0n });
    },
    sees: notReader('GatewayError'),
  },
  {
    name: 'events asked on a channel that does not exist',
    run: (bench) => listen(bench.client.gateway.getNetwork('nope'), 1, { startBlock: 0n }),
    sees: noPolicyManager('GatewayError'),
  },
];
