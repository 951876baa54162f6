import { setTimeout as sleep } from 'node:timers/promises';
import { type Commit, GatewayError } from '@hyperledger/fabric-gateway';
import { gateway } from '@hyperledger/fabric-protos';
import { creatorOf, type SigningIdentity, signAs } from '#ledger/fabric-wire/identity.ts';
import { type Bench, bureau, type FidelityCase } from '../bench.ts';
import { issueClient } from '../client.ts';
import { see } from '../see.ts';
import { seen } from '../seen.ts';

/** Asking what became of a transaction. */

type Change = (request: gateway.CommitStatusRequest) => void;

/** A question of which the library would never ask, about a transaction that is committed. */
async function question(
  bench: Bench,
  change: Change,
  signer: SigningIdentity = bench.client.identity,
): Promise<Commit> {
  const commit = await (await bench.endorse('get', 'k')).submit();
  await commit.getStatus();
  const signed = gateway.SignedCommitStatusRequest.deserializeBinary(commit.getBytes());
  const request = gateway.CommitStatusRequest.deserializeBinary(signed.getRequest_asU8());
  change(request);
  const bytes = request.serializeBinary();
  signed.setRequest(bytes);
  return bench.client.gateway.newSignedCommit(signed.serializeBinary(), signAs(signer, bytes));
}

const never = '0'.repeat(64);

export const notReader = (error: string) =>
  seen(
    error,
    7,
    '7 PERMISSION_DENIED: Failed evaluating policy on signed data during check policy on channel [shansu] with ' +
      'policy [/Channel/Application/Readers]: [implicit policy evaluation failed - 0 sub-policies were satisfied, ' +
      "but this policy requires 1 of the 'Readers' sub-policies to be satisfied]",
  );

export const noPolicyManager = (error: string) =>
  seen(error, 7, '7 PERMISSION_DENIED: Failed to get policy manager for channel [nope]');

export const statusCases: readonly FidelityCase[] = [
  {
    name: 'the status of a transaction that was never submitted: waits for the deadline, and again',
    run: async (bench) => {
      const unanswered = await question(bench, (request) => request.setTransactionId(never));
      // The client or the server notices first: Deadline exceeded, context deadline exceeded, or cancelled.
      const wait = async () => {
        const began = Date.now();
        const error: unknown = await unanswered
          .getStatus({ deadline: began + 400 })
          .catch((refused) => refused);
        const gaveUp = error instanceof GatewayError && [1, 4].includes(error.code);
        return gaveUp && Date.now() - began >= 390 ? 'gave up' : error;
      };
      return [await wait(), await wait()];
    },
    sees: ['gave up', 'gave up'],
  },
  {
    name: 'a status asked with a signature over something else',
    run: async (bench) => {
      const asked = await question(bench, () => undefined);
      const signature = signAs(bench.client.identity, Buffer.from('something else'));
      return bench.client.gateway.newSignedCommit(asked.getBytes(), signature).getStatus();
    },
    sees: notReader('CommitStatusError'),
  },
  {
    name: 'a status asked by a stranger to the channel',
    run: async (bench) => {
      const stranger = { ...bench.client.identity, mspId: 'NopeMSP' };
      return (await question(bench, (request) => request.setIdentity(creatorOf(stranger)))).getStatus();
    },
    sees: notReader('CommitStatusError'),
  },
  {
    name: 'a status asked with an expired certificate is answered',
    run: async (bench) => {
      const expired = issueClient(bench.client.profile, bureau, { notAfter: new Date(Date.now() - 60_000) });
      const asked = await question(bench, (request) => request.setIdentity(creatorOf(expired)), expired);
      return (await asked.getStatus()).code;
    },
    sees: 0,
  },
  {
    name: 'a status asked on a channel that does not exist',
    run: async (bench) => (await question(bench, (request) => request.setChannelId('nope'))).getStatus(),
    sees: noPolicyManager('CommitStatusError'),
  },
  {
    name: 'a status asked of no transaction',
    run: async (bench) => (await question(bench, (request) => request.setTransactionId(''))).getStatus(),
    sees: seen('CommitStatusError', 3, '3 INVALID_ARGUMENT: transaction ID should not be empty'),
  },
  {
    name: 'more calls at once than a gateway has in hand',
    run: async (bench) => {
      const unanswered = await question(bench, (request) => request.setTransactionId(never));
      const deadline = Date.now() + 2000;
      const waiting = Array.from({ length: 500 }, () => see(() => unanswered.getStatus({ deadline })));
      await sleep(1000);
      const refused = await see(() => bench.evaluate('get', 'k'));
      await Promise.all(waiting);
      return refused;
    },
    sees: seen(
      'GatewayError',
      2,
      '2 UNKNOWN: too many requests for /gateway.Gateway, exceeding concurrency limit (500)',
    ),
  },
];
