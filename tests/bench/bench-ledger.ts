import { type BreakableLedger, developmentLedger, realNetwork } from '#tests/support/breakable-ledgers.ts';
import { programsOrReason } from '#tests/support/fabric-network.ts';
import type { LedgerName } from './options.ts';

/** The ledger that every figure of a run rests on. @throws Error when it is to be a real one and its programs are not here */
export async function benchLedger(name: LedgerName): Promise<BreakableLedger> {
  if (name === 'devnet') return await developmentLedger();
  const programs = programsOrReason();
  if (typeof programs === 'string') throw new Error(programs);
  return await realNetwork(programs);
}

/** What is printed of it with each figure. The development ledger lives in the measuring process, and takes its time from it. */
export function ledgerFacts({ name, profiles }: BreakableLedger, ledger: LedgerName): object {
  const runs = ledger === 'devnet' ? 'within the measuring process' : 'in processes of its own';
  return { name, network: profiles[0].networkLabel, endorsingPeers: profiles.length, orderers: 1, runs };
}
