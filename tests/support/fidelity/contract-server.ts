import { serveContract } from '#ledger/chaincode/serve-contract.ts';
import { fidelityContract } from './contract.ts';

/** The contract as a program. Its organisation's name is that of the folder that its certificate lies in. */

const [ownMspId = ''] = /[A-Za-z]+MSP/.exec(process.env.CHAINCODE_TLS_CERT_FILE ?? '') ?? [];

await serveContract(fidelityContract(ownMspId), process.env);
