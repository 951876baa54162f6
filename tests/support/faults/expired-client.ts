import { expect } from 'vitest';
import type { BreakableLedger } from '../breakable-ledgers.ts';
import type { Fault } from './endure.ts';
import type { Installation } from './installation.ts';

/** The certificate as which the product uses the ledger runs out, and is renewed while the product runs. */
export function expiredClient(): Fault<BreakableLedger> {
  return {
    name: 'the client certificate has expired',
    times: 1,
    async strike({ client, server }) {
      client!.issue({ notAfter: new Date(Date.now() - 60_000) });
      await server.end('SIGTERM');
      await server.start();
      await expect.poll(() => server.logged.filter(saysSo).length, patience).toBeGreaterThan(0);
      await expect
        .poll(() => server.metric('ledger_failures_total{code="ledger-unavailable"}'), patience)
        .toBeGreaterThan(0);
    },
    lasts: true,
    mend: async ({ client }: Installation) => client!.issue(),
  };
}

const patience = { timeout: 60_000, interval: 100 };

const saysSo = ({ msg }: { readonly msg: string }): boolean =>
  /^the client certificate of \w+ expired at \d{4}-.*put a renewed one/.test(msg);
