import { openDevnet } from '#ledger/devnet/open-devnet.ts';
import { FidelityClient } from './fidelity/client.ts';
import { fidelityContract } from './fidelity/contract.ts';

/**
 * A process to be killed: opens a development ledger and writes, several at a time, telling each key on its standard output
 * once it is VALID.
 */

const folder = process.argv[2]!;
const { profile } = await openDevnet({ folder, contract: fidelityContract, batchTimeoutMs: 5 });
const client = new FidelityClient(profile);

async function writeOn(name: string): Promise<never> {
  for (let count = 0; ; count++) {
    const key = `${name}-${count}`;
    await client.contract.submit('put', { arguments: [key, key] });
    process.stdout.write(`${key}\n`);
  }
}

await Promise.all(['a', 'b', 'c', 'd'].map((name) => writeOn(`${process.pid}-${name}`)));
