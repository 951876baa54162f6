import { serveContract } from './serve-contract.ts';
import { witnessContract } from './witness.ts';

/** The witness as a program: ledger/network starts one for each organisation. */

const { WITNESS_ANCHORING_ORGANISATIONS: organisations, WITNESS_ADMITTED_KEYS: keys } = process.env;

const contract = witnessContract({
  ...(organisations && { anchoringOrganisations: organisations.split(',') }),
  ...(keys && { admittedKeys: keys.split(',') }),
});
await serveContract(contract, process.env);
