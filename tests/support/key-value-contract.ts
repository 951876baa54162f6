import type { Contract } from '#ledger/chaincode/contract.ts';
import { serveContract } from '#ledger/chaincode/serve-contract.ts';

/**
 * The least contract with which a network can be tested for itself: `put` writes a key, `Head` reads one. Started as any
 * chaincode program of ledger/network is.
 */
const contract: Contract = async (state, call) => {
  const [key, value] = call.arguments;
  if (call.function === 'Head') return (await state.getState(key!)) ?? new Uint8Array();
  if (call.function !== 'put') throw new Error(`no function ${call.function}`);
  await state.putState(key!, Buffer.from(value!));
  return new Uint8Array();
};

await serveContract(contract, process.env);
