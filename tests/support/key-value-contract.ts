import { readFileSync } from 'node:fs';
import { type ChaincodeStub, Shim } from 'fabric-shim';

/**
 * The least contract with which a network can be tested for itself: `put` writes a key, `Head` reads one. Started as any
 * chaincode program of ledger/network is, so it also shows that the environment it is told suffices.
 */
const contract = {
  async Init() {
    return Shim.success();
  },
  async Invoke(stub: ChaincodeStub) {
    const { fcn, params } = stub.getFunctionAndParameters();
    const [key, value] = params;
    if (fcn === 'Head') return Shim.success(await stub.getState(key!));
    if (fcn === 'put') {
      await stub.putState(key!, Buffer.from(value!));
      return Shim.success();
    }
    return Shim.error(`no function ${fcn}`);
  },
};

const told = (name: string) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

await Shim.server(contract, {
  ccid: told('CHAINCODE_ID'),
  address: told('CHAINCODE_ADDRESS'),
  tlsProps: {
    key: readFileSync(told('CHAINCODE_TLS_KEY_FILE')),
    cert: readFileSync(told('CHAINCODE_TLS_CERT_FILE')),
    clientCACerts: readFileSync(told('CHAINCODE_TLS_CLIENT_CA_FILE')),
  },
}).start();
