import { parseCanonical } from '#ledger/canonical.ts';
import type { KeyChangeCause } from '#schemas/records/log-key-changed.ts';
import { authoriseJob } from '../accounts/index.ts';
import { type Context, districtOf, read, transact } from '../context.ts';
import { appendRecord } from '../records/append.ts';

/** As whom the product changes keys. */
export const keyChangeJob = 'rotate-log-key';

/** Keys as verifier keys. */
export interface KeyChange {
  readonly origin: string;
  readonly retires: string;
  readonly admits: string;
}

/**
 * Records in the log that another key takes over, unless it is recorded already. The record also makes the log grow,
 * so that there is a checkpoint to sign.
 *
 * @throws Error when the log names another cause than the one given
 */
export async function announceLogKey(ctx: Context, change: KeyChange, cause: KeyChangeCause): Promise<void> {
  authoriseJob(ctx, keyChangeJob);
  const announced = await announcedChange(ctx, change);
  if (announced && announced.cause !== cause)
    throw new Error(`this change is under way, as ${announced.cause}: ask for it as such`);
  if (announced) return;
  await transact(ctx, (tx) =>
    appendRecord(tx, {
      type: 'log-key-changed',
      subject: tx.districtId,
      occurredAt: tx.clock.now(),
      body: { ...change, cause },
    }),
  );
}

/** What the log says of the change to this key; undefined before it is recorded. */
export async function announcedChange(
  ctx: Context,
  { admits }: Pick<KeyChange, 'admits'>,
): Promise<AnnouncedChange | undefined> {
  const records = await read(ctx, (db) =>
    db
      .selectFrom('records')
      .select('canonical')
      .where('districtId', '=', districtOf(ctx.actor))
      .where('subjectId', '=', districtOf(ctx.actor))
      .where('type', '=', 'log-key-changed')
      .execute(),
  );
  const changes = records.map(({ canonical }) => parseCanonical(canonical) as unknown as AnnouncedChange);
  return changes.find((change) => change.admits === admits);
}

export type AnnouncedChange = KeyChange & { readonly cause: KeyChangeCause; readonly recordedAt: string };
