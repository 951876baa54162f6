import { toHex } from '#ledger/bytes.ts';
import type { CanonicalObject } from '#ledger/canonical.ts';
import type { Checkpoint } from '#ledger/checkpoint.ts';
import type { Reader } from '../context.ts';

/** The newest checkpoint of a district's log, with the log's origin. */
export async function newestCheckpoint(db: Reader, districtId: string) {
  return await db
    .selectFrom('checkpoints')
    .innerJoin('districts', 'districts.id', 'checkpoints.districtId')
    .select(['districts.origin', 'size', 'root', 'note', 'signedAt'])
    .where('districtId', '=', districtId)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The checkpoint of exactly this size. */
export async function checkpointAt(db: Reader, districtId: string, size: number) {
  return await db
    .selectFrom('checkpoints')
    .innerJoin('districts', 'districts.id', 'checkpoints.districtId')
    .select(['districts.origin', 'size', 'root', 'note', 'signedAt'])
    .where('districtId', '=', districtId)
    .where('size', '=', size)
    .executeTakeFirst();
}

/** What the stamp of a checkpoint says (stamp.ts). */
export const checkpointStatement = (
  { origin, size, root }: Checkpoint,
  previousSize: number,
  signedAt: string,
): CanonicalObject => ({ of: 'checkpoint', origin, size, root: toHex(root), previousSize, signedAt });
