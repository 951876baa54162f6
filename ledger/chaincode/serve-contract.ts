import { readFileSync } from 'node:fs';
import { type ChaincodeStub, Shim } from 'fabric-shim';
import type { Contract, ContractState, KeyedValue } from './contract.ts';

/** The variables that the program is started with; ledger/network/README.md explains them. */
export type ChaincodeEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Serves a contract to its organisation's peer: the peer connects, shows its certificate and sends calls. Nothing is kept
 * between calls, so the process may be killed at any time.
 */
export async function serveContract(contract: Contract, environment: ChaincodeEnvironment): Promise<void> {
  const told = (name: string) => {
    const value = environment[name];
    if (!value) throw new Error(`${name} is not set`);
    return value;
  };
  const server = Shim.server(chaincodeOf(contract), {
    ccid: told('CHAINCODE_ID'),
    address: told('CHAINCODE_ADDRESS'),
    tlsProps: {
      key: readFileSync(told('CHAINCODE_TLS_KEY_FILE')),
      cert: readFileSync(told('CHAINCODE_TLS_CERT_FILE')),
      clientCACerts: readFileSync(told('CHAINCODE_TLS_CLIENT_CA_FILE')),
    },
    // One message for a value of any size that the peer itself lets pass.
    'grpc.max_receive_message_length': -1,
  });
  await server.start();
}

function chaincodeOf(contract: Contract) {
  return {
    Init: async () => Shim.success(),
    Invoke: async (stub: ChaincodeStub) => {
      const { fcn, params } = stub.getFunctionAndParameters();
      try {
        return Shim.success(await contract(stateOf(stub), { function: fcn, arguments: params }));
      } catch (error) {
        // A text, never a Buffer: with one the shim leaves the peer waiting until its deadline.
        return Shim.error(error instanceof Error ? error.message : String(error));
      }
    },
  };
}

function stateOf(stub: ChaincodeStub): ContractState {
  return {
    transactionId: stub.getTxID(),
    proposedAt: stub.getDateTimestamp(),
    callerMspId: stub.getCreator().mspid,
    async getState(key) {
      const value = await stub.getState(key);
      return value.length === 0 ? undefined : value;
    },
    putState: (key, value) => stub.putState(key, value),
    deleteState: (key) => stub.deleteState(key),
    statesBetween: (start, end) => readAll(stub, start, end),
    setEvent: (name, payload) => stub.setEvent(name, payload),
  };
}

async function* readAll(stub: ChaincodeStub, start: string, end: string): AsyncGenerator<KeyedValue> {
  for await (const { key, value } of stub.getStateByRange(start, end)) yield { key, value };
}
