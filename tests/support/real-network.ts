import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import { cacheFolder, type FabricPrograms, fabricVersion } from '#ledger/network/programs.ts';
import { programsOrReason } from './fabric-network.ts';

/**
 * Tests that need a real network. Where its programs are not found, one test stands for all of them and says so loudly.
 *
 * @param what is tested
 * @param count how many tests `register` adds
 */
export function onRealNetwork(
  what: string,
  count: number,
  register: (programs: FabricPrograms) => void,
): void {
  const programs = programsOrReason();
  if (typeof programs !== 'string') {
    register(programs);
    return;
  }
  test(`${what}: ${count} tests NOT RUN, programs not found`, ({ task }) => {
    task.meta.notRun = { tests: count, missing: 'Fabric programs' };
    console.warn(`\n*** ${count} tests were NOT RUN on a real Fabric network: ${what}. ${programs}\n`);
    for (const words of [fabricVersion, 'FABRIC_BIN', 'docker compose']) expect(programs).toContain(words);
    if (!process.env.FABRIC_BIN) expect(programs).toContain(cacheFolder(homedir()));
  });
}
