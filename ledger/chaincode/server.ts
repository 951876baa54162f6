import { serveContract } from './serve-contract.ts';
import { witnessContract } from './witness.ts';

/** The witness as a program: ledger/network starts one for each organisation. */

const allowed = process.env.WITNESS_ANCHORING_ORGANISATIONS;

await serveContract(witnessContract(allowed ? allowed.split(',') : 'any'), process.env);
