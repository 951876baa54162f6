import { type Devnet, openDevnet } from '#ledger/devnet/open-devnet.ts';
import { developmentLedgerName, ledgerInUse } from './ledgers-in-use.ts';

/** A development network that the tests are counted on. */
export async function openTestDevnet(options: Parameters<typeof openDevnet>[0]): Promise<Devnet> {
  const devnet = await openDevnet(options);
  const use = ledgerInUse(developmentLedgerName);
  return {
    ...devnet,
    async close() {
      use[Symbol.dispose]();
      await devnet.close();
    },
  };
}
