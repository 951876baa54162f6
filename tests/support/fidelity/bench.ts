import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Proposal, Status, Transaction } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import type { BreakableLedger } from '../breakable-ledgers.ts';
import { FidelityClient } from './client.ts';

export const bureau = 'EduBureauMSP';
export const regulator = 'MarketRegMSP';

/** What a case works with: a client at each organisation's peer, and the ledger itself. */
export class Bench implements Disposable {
  readonly ledger: BreakableLedger;
  readonly client: FidelityClient;
  readonly other: FidelityClient;

  constructor(ledger: BreakableLedger) {
    this.ledger = ledger;
    this.client = new FidelityClient(ledger.profiles[0]);
    this.other = new FidelityClient(ledger.profiles[1]);
  }

  /** A key that no other case uses. */
  key(): string {
    return `key-${randomUUID()}`;
  }

  propose(name: string, ...args: string[]): Proposal {
    return this.client.contract.newProposal(name, { arguments: args });
  }

  endorse(name: string, ...args: string[]): Promise<Transaction> {
    return this.propose(name, ...args).endorse();
  }

  async evaluate(name: string, ...args: string[]): Promise<string> {
    return Buffer.from(await this.client.contract.evaluate(name, { arguments: args })).toString();
  }

  commit(transaction: Transaction): Promise<Status> {
    return commitAtBoth(transaction, this.other);
  }

  async submit(name: string, ...args: string[]): Promise<Status> {
    return this.commit(await this.endorse(name, ...args));
  }

  [Symbol.dispose](): void {
    this.client[Symbol.dispose]();
    this.other[Symbol.dispose]();
  }
}

/** Submits at one organisation's peer and waits until the other's has the block too: peers are not equally far. */
export async function commitAtBoth(transaction: Transaction, other: FidelityClient): Promise<Status> {
  const status = await (await transaction.submit()).getStatus();
  while ((await heightAt(other)) <= status.blockNumber) await delay(10);
  return status;
}

async function heightAt({ network, profile }: FidelityClient): Promise<bigint> {
  const answer = await network.getContract('qscc').evaluate('GetChainInfo', { arguments: [profile.channel] });
  return BigInt(common.BlockchainInfo.deserializeBinary(answer).getHeight());
}

/** Something a client does, and what it sees: the same on every ledger. */
export interface FidelityCase {
  readonly name: string;
  readonly run: (bench: Bench) => Promise<unknown>;
  readonly sees: unknown;
}
