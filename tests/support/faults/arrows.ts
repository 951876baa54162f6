import { join } from 'node:path';
import { expect } from 'vitest';
import { openSubmissionFiles, type Submission } from '#ledger/fabric/submissions.ts';
import { ProfileClient } from '../fabric-client.ts';
import type { Fault } from '../faults.ts';
import type { Installation } from './installation.ts';

/** A moment on a record's way from its client to its proof. */
interface Moment {
  readonly name: string;
  /** The statement to the database, or the call to a peer, by which the moment is known. */
  readonly step: Fault;
}

/** A commit: sent and not carried out, or carried out while the product cannot know. */
export interface DatabaseArrow extends Moment {
  readonly way: 'database';
  /** Texts that tell the rows of such a transaction, in what it sends. */
  rows(at: Installation): Promise<string[]>;
  /** What must come of rows that stand and that the product could not know of. */
  ensue?(at: Installation, rows: readonly string[]): Promise<void>;
}

/** A call to a peer. */
export interface LedgerArrow extends Moment {
  readonly way: 'ledger';
  /** How far the checkpoint that the call is about has come, when the product was killed there. */
  requireThere(at: Installation, sent: Buffer): Promise<void>;
}

const commitsOf = (what: string, having: RegExp, parts: Pick<DatabaseArrow, 'rows' | 'ensue'>) =>
  (['before', 'after'] as const).map(
    (when): DatabaseArrow => ({
      way: 'database',
      name: `${when} the commit of ${what}`,
      step: { when, statement: /^commit$/, having },
      ...parts,
    }),
  );

/** In the order in which a record comes to them. */
export const arrows: readonly (DatabaseArrow | LedgerArrow)[] = [
  ...commitsOf('a record', /insert into "deliveries"/, {
    rows: async ({ t }) =>
      (await t.owner.selectFrom('deliveries').select('id').execute()).map(({ id }) => id),
    // Its client repeats the request with the same key, and is told of this very delivery.
    async ensue({ districts }, ids) {
      const { load } = districts.at(-1)!;
      const told = () => load.acknowledged.map(({ receipt }) => receipt.id);
      await expect.poll(told, patience).toEqual(expect.arrayContaining([...ids]));
    },
  }),
  ...commitsOf('a checkpoint', /insert into "checkpoints"/, {
    rows: async ({ t }) =>
      (await t.owner.selectFrom('checkpoints').select('note').execute()).map(({ note }) => note),
  }),
  {
    way: 'ledger',
    name: 'endorsed',
    step: { when: 'after', statement: /^endorse Anchor$/ },
    async requireThere(at, sent) {
      expect(isAbout(sent, await keptSubmission(at))).toBe(false);
    },
  },
  {
    way: 'ledger',
    name: 'signed bytes kept',
    step: { when: 'before', statement: /^submit Anchor$/ },
    async requireThere(at, sent) {
      const kept = await keptSubmission(at);
      expect(isAbout(sent, kept)).toBe(true);
      expect(await heldSizes(at)).not.toContain(kept?.size);
    },
  },
  {
    way: 'ledger',
    name: 'submitted',
    step: { when: 'after', statement: /^submit Anchor$/ },
    requireThere: requireKeptAndHeld,
  },
  {
    way: 'ledger',
    name: 'found VALID',
    step: { when: 'after', statement: /^commitStatus$/ },
    requireThere: requireKeptAndHeld,
  },
  {
    way: 'ledger',
    name: 'attested',
    step: { when: 'after', statement: /^endorse CheckpointAt$/, having: /^commitStatus$/ },
    async requireThere(at) {
      const { districtId } = at.districts.at(-1)!.canteen.district;
      const noted = await at.t.owner
        .selectFrom('anchorings')
        .select('size')
        .where('districtId', '=', districtId)
        .execute();
      expect(noted.map(({ size }) => size)).not.toContain((await heldSizes(at)).at(-1));
    },
  },
  ...commitsOf('an anchoring', /insert into "anchorings"/, {
    rows: async ({ t }) =>
      (await t.owner.selectFrom('anchorings').select('transactionId').execute()).map(
        ({ transactionId }) => transactionId,
      ),
  }),
];

const patience = { timeout: 60_000 };

/** Nobody but the product's own file knows what the ledger may come to hold. */
async function requireKeptAndHeld(at: Installation, sent: Buffer): Promise<void> {
  const kept = await keptSubmission(at);
  expect(isAbout(sent, kept)).toBe(true);
  await expect.poll(() => heldSizes(at), patience).toContain(kept?.size);
}

const isAbout = (sent: Buffer, submission: Submission | undefined): boolean =>
  submission !== undefined && sent.includes(submission.transactionId);

/** What the product signed and has not seen through. */
async function keptSubmission({ environment, districts }: Installation): Promise<Submission | undefined> {
  const files = await openSubmissionFiles(join(environment.DATA_DIR!, 'ledger', 'submissions'));
  return await files.load(districts.at(-1)!.origin);
}

/** Sizes of the checkpoints that the ledger holds, in ascending order. */
async function heldSizes({ ledger, districts }: Installation): Promise<number[]> {
  using client = new ProfileClient(ledger.profilePath);
  const { mspId } = ledger.profiles[0].client;
  return (await client.checkpoints(districts.at(-1)!.origin, mspId)).map(({ size }) => size);
}
