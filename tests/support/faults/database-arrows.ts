import { join } from 'node:path';
import { expect } from 'vitest';
import { openSubmissionFiles, type Submission } from '#ledger/fabric/submissions.ts';
import type { BreakableDevnet } from '../breakable-ledgers.ts';
import { ProfileClient } from '../fabric-client.ts';
import type { Fault } from './endure.ts';
import type { Installation } from './installation.ts';

/** A transaction that takes a record one step further, and texts by which what it writes is known in the database. */
interface Arrow {
  readonly name: string;
  readonly having: RegExp;
  rows(at: Installation): Promise<string[]>;
  /** What must come of rows that stand and that the product could not know of. */
  ensue?(at: Installation, rows: readonly string[]): Promise<void>;
}

const arrows: readonly Arrow[] = [
  {
    name: 'a delivery',
    having: /insert into "deliveries"/,
    rows: async ({ t }) =>
      (await t.owner.selectFrom('deliveries').select('id').execute()).map(({ id }) => id),
    // Its client repeats the request with the same key, and is told of this very delivery.
    async ensue({ districts }, ids) {
      const { load } = districts.at(-1)!;
      const told = () => load.acknowledged.map(({ receipt }) => receipt.id);
      await expect.poll(told, { timeout: 60_000 }).toEqual(expect.arrayContaining([...ids]));
    },
  },
  {
    name: 'a checkpoint',
    having: /insert into "checkpoints"/,
    rows: async ({ t }) =>
      (await t.owner.selectFrom('checkpoints').select('note').execute()).map(({ note }) => note),
  },
  {
    name: 'an anchoring',
    having: /insert into "anchorings"/,
    rows: async ({ t }) =>
      (await t.owner.selectFrom('anchorings').select('transactionId').execute()).map(
        ({ transactionId }) => transactionId,
      ),
  },
];

/** Before PostgreSQL has the commit, and when it has carried it out but the product has not learnt of that. */
const moments = ['before', 'after'] as const;

/**
 * kill -9 at each commit on a record's way: sent and not carried out, and carried out while the product cannot know. The
 * bytes that were on the wire tell that it was this transaction, and the database tells at which of both moments.
 */
export const databaseArrows: readonly Fault<BreakableDevnet>[] = arrows.flatMap((arrow) =>
  moments.map((when) => killedAt(arrow, when)),
);

function killedAt(
  { name, having, rows, ensue }: Arrow,
  when: (typeof moments)[number],
): Fault<BreakableDevnet> {
  let stand: string[];
  return {
    name: `killed ${when} the commit of ${name}`,
    times: 1,
    async strike(at) {
      const step = { when, statement: /^commit$/, having };
      const sent = await at.databaseProxy!.killAt(step, () => at.server.end('SIGKILL'));
      stand = (await rows(at)).filter((row) => sent.includes(row));
    },
    async mend(at) {
      await at.server.start();
      await ensue?.(at, stand);
    },
    async confirm() {
      expect(stand.length > 0, `${stand.length} rows of the transaction stood`).toBe(when === 'after');
    },
  };
}

/** kill -9 where the signed bytes are kept, in a file, and neither the orderer nor the database has heard of them. */
export function signedBytesKept(): Fault<BreakableDevnet> {
  let kept: Submission | undefined;
  let held: readonly number[];
  return {
    name: 'killed before submit, signed bytes kept',
    times: 1,
    async strike(at) {
      const { ledger, server, environment } = at;
      const killed = Promise.withResolvers<void>();
      const act = async () => {
        await server.end('SIGKILL');
        killed.resolve();
      };
      ledger.devnet.faults.interrupt({ call: 'submit', when: 'before', act });
      await killed.promise;
      const { origin } = at.districts.at(-1)!;
      const files = await openSubmissionFiles(join(environment.DATA_DIR!, 'ledger', 'submissions'));
      kept = await files.load(origin);
      using client = new ProfileClient(ledger.profilePath);
      const checkpoints = await client.checkpoints(origin, ledger.profiles[0].client.mspId);
      held = checkpoints.map(({ size }) => size);
    },
    mend: ({ server }) => server.start(),
    async confirm() {
      expect(kept).toBeDefined();
      expect(held).not.toContain(kept?.size);
    },
  };
}
