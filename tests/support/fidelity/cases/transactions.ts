import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import { signAs } from '#ledger/fabric-wire/identity.ts';
import { type Bench, bureau, type FidelityCase } from '../bench.ts';
import { issueClient } from '../client.ts';
import { highS } from '../high-s.ts';
import { notOrdered } from '../seen.ts';
import { payloadOf, withTransaction, withTransactionSignature } from '../tamper.ts';
import { writeSomethingElse } from './tampered-transactions.ts';

/** Transactions on their way into a block: whether the orderer takes them, and which of them conflict. */

const forbidden = notOrdered(
  'FORBIDDEN',
  'implicit policy evaluation failed - 0 sub-policies were satisfied, but this policy requires 1 of the ' +
    "'Writers' sub-policies to be satisfied: permission denied",
);

function signedWith(what: string, sign: (bench: Bench, payload: Uint8Array) => Uint8Array): FidelityCase {
  return {
    name: `a transaction with ${what}`,
    run: async (bench) => {
      const transaction = await bench.endorse('put', bench.key(), 'v');
      const signature = sign(bench, payloadOf(transaction));
      return withTransactionSignature(bench.client, transaction, signature).submit();
    },
    sees: forbidden,
  };
}

export const orderingCases: readonly FidelityCase[] = [
  signedWith('a signature over something else', ({ client }) =>
    signAs(client.identity, Buffer.from('something else')),
  ),
  signedWith('another client’s signature', ({ other }, payload) => signAs(other.identity, payload)),
  signedWith('a signature that is none', () => randomBytes(64)),
  signedWith('a signature with a high S', ({ client }, payload) => highS(signAs(client.identity, payload))),
  {
    name: 'a transaction that was altered after signing',
    run: async (bench) => {
      const transaction = await bench.endorse('put', bench.key(), 'v');
      const signature = signAs(bench.client.identity, payloadOf(transaction));
      const altered = withTransaction(bench.client, transaction, (parts) => writeSomethingElse(parts, bench));
      return withTransactionSignature(bench.client, altered, signature).submit();
    },
    sees: forbidden,
  },
  {
    name: 'a transaction with an empty header',
    run: async (bench) => {
      const transaction = await bench.endorse('put', bench.key(), 'v');
      const bare = withTransaction(bench.client, transaction, ({ payload }) =>
        payload.setHeader(new common.Header()),
      );
      return bare.submit();
    },
    sees: forbidden,
  },
  {
    name: 'a certificate that expires between endorsing and submitting',
    run: async (bench) => {
      // Certificates count whole seconds.
      const notAfter = new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000);
      using client = bench.client.as(issueClient(bench.client.profile, bureau, { notAfter }));
      const transaction = await client.contract.newProposal('get', { arguments: ['k'] }).endorse();
      await sleep(notAfter.getTime() - Date.now() + 200);
      return await transaction.submit();
    },
    sees: notOrdered('BAD_REQUEST', 'broadcast client identity expired'),
  },
];

/** Submitted at the same time; nobody knows which comes first. */
async function race(bench: Bench, ...transactions: Transaction[]): Promise<number[]> {
  const statuses = await Promise.all(transactions.map((each) => bench.commit(each)));
  return statuses.map(({ code }) => code).sort((a, b) => a - b);
}

/** Reads a range, which then changes before the transaction is committed. */
function rangeChange(
  what: string,
  change: (bench: Bench, key: string) => Promise<unknown>,
  code: number,
): FidelityCase {
  return {
    name: `a key ${what} a range that was read`,
    run: async (bench) => {
      const key = bench.key();
      await bench.submit('put', `${key}-1`, 'v');
      const counting = await bench.endorse('count', key, `${key}~`, bench.key());
      await change(bench, key);
      return (await bench.commit(counting)).code;
    },
    sees: code,
  };
}

export const conflictCases: readonly FidelityCase[] = [
  {
    name: 'two endorsed on one state',
    run: async (bench) => {
      const key = bench.key();
      return race(bench, await bench.endorse('append', key, 'a'), await bench.endorse('append', key, 'b'));
    },
    sees: [0, 11],
  },
  {
    name: 'one endorsed on a state that has moved on',
    run: async (bench) => {
      const key = bench.key();
      const late = await bench.endorse('append', key, 'b');
      await bench.submit('put', key, 'a');
      return (await bench.commit(late)).code;
    },
    sees: 11,
  },
  {
    name: 'two that write one key without reading it',
    run: async (bench) => {
      const key = bench.key();
      return race(bench, await bench.endorse('put', key, 'a'), await bench.endorse('put', key, 'b'));
    },
    sees: [0, 0],
  },
  rangeChange('put into', (bench, key) => bench.submit('put', `${key}-2`, 'v'), 12),
  rangeChange('changed in', (bench, key) => bench.submit('put', `${key}-1`, 'w'), 12),
  rangeChange('removed from', (bench, key) => bench.submit('remove', `${key}-1`), 12),
  rangeChange('put just behind', (bench, key) => bench.submit('put', `${key}~`, 'v'), 0),
  {
    name: 'two that read a range and put into it',
    run: async (bench) => {
      const key = bench.key();
      const one = await bench.endorse('count', key, `${key}~`, `${key}-1`);
      const other = await bench.endorse('count', key, `${key}~`, `${key}-2`);
      return race(bench, one, other);
    },
    sees: [0, 12],
  },
  {
    name: 'the same bytes twice before they are committed',
    run: async (bench) => {
      const transaction = await bench.endorse('put', bench.key(), 'v');
      return race(bench, transaction, transaction);
    },
    sees: [0, 0],
  },
  {
    name: 'the same bytes again after they are committed',
    run: async (bench) => {
      const transaction = await bench.endorse('put', bench.key(), 'v');
      const first = await bench.commit(transaction);
      const again = await bench.commit(transaction);
      return { code: again.code, inFirstBlock: again.blockNumber === first.blockNumber };
    },
    sees: { code: 0, inFirstBlock: true },
  },
];
