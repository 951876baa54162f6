import { expect } from 'vitest';
import type { ServerProcess } from '../server.ts';
import type { Fault } from './endure.ts';
import type { Installation } from './installation.ts';

/** Two processes of the product on one database and one ledger; which of them sequences and anchors, the leases say. */

const leases = ['sequencer', 'anchor'];

/** Longer than the longest lease, and than PostgreSQL waits for a session that stopped within a transaction. */
const takeover = { timeout: 90_000, interval: 100 };

export function twoProducts(): readonly Fault[] {
  let struck: ServerProcess;
  const startBoth = async (at: Installation) => {
    await at.servers[1]!.start();
    struck = await holder(at);
  };
  const confirm = ({ servers }: Installation) => servers[1]!.end('SIGTERM');
  return [
    {
      name: 'two products: the one that works is frozen, the other goes on, then both',
      times: 1,
      async strike(at) {
        await startBoth(at);
        struck.signal('SIGSTOP');
        await expect.poll(async () => (await holders(at)).includes(struck), takeover).toBe(false);
      },
      mend: async () => struck.signal('SIGCONT'),
      lasts: true,
      confirm,
    },
    {
      name: 'two products: the one that works is killed, the other goes on',
      times: 1,
      async strike(at) {
        await startBoth(at);
        await struck.end('SIGKILL');
      },
      mend: async () => struck.start(),
      lasts: true,
      confirm,
    },
  ];
}

/** The process whose turn it is to sequence. */
async function holder(at: Installation): Promise<ServerProcess> {
  const [sequencer] = await holders(at);
  return sequencer!;
}

async function holders({ t, servers }: Installation): Promise<ServerProcess[]> {
  const rows = await t.owner.selectFrom('leases').select(['name', 'holder']).execute();
  return leases.flatMap((lease) => {
    const pid = rows.find(({ name }) => name === lease)?.holder.split('/')[1];
    return servers.find((server) => String(server.pid) === pid) ?? [];
  });
}
