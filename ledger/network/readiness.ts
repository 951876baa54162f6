import type { Contract, Transaction } from '@hyperledger/fabric-gateway';
import type { NetworkFolder } from './folder.ts';
import { client } from './material/create-material.ts';
import { openGateways } from './open-gateways.ts';
import type { NetworkPlan } from './plan.ts';
import { retryUntil } from './retry.ts';

const deadlineMs = 60_000;
/** After a crash a transaction may be lost: another one is tried rather than this one waited for. */
const statusDeadlineMs = 2_000;

/** A read of the witness contract that every state of the ledger can answer. */
const readOnlyCall = { name: 'Head', arguments: ['readiness'] } as const;

/**
 * Returns when the network does what it is for: through each organisation's peer, a transaction endorsed by all of them can
 * be had, and one such transaction has been ordered and found VALID. It reads and writes nothing, but takes a place in a
 * block.
 */
export async function waitUntilReady(folder: NetworkFolder, plan: NetworkPlan): Promise<void> {
  using gateways = openGateways(folder, plan, client);
  const contracts = gateways.all.map((gateway) => gateway.network.getContract(plan.chaincode.name));
  await retryUntil('endorsement by all organisations', deadlineMs, () => Promise.all(contracts.map(endorse)));
  await retryUntil('ordering a transaction', deadlineMs, async () => submit(await endorse(contracts[0]!)));
}

function endorse(contract: Contract): Promise<Transaction> {
  return contract.newProposal(readOnlyCall.name, { arguments: [...readOnlyCall.arguments] }).endorse();
}

async function submit(transaction: Transaction): Promise<void> {
  const commit = await transaction.submit();
  const status = await commit.getStatus({ deadline: Date.now() + statusDeadlineMs });
  if (!status.successful)
    throw new Error(`transaction ${status.transactionId} ended with code ${status.code}`);
}
