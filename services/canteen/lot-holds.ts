import type { Role } from '#schemas/role.ts';
import type { Reader } from '../context.ts';
import { anyId } from '../db/any-of.ts';
import { openHoldsBehind } from '../trace/index.ts';

/** A hold on a lot, or on something that it was made of. */
export interface LotHold {
  readonly id: string;
  readonly reason: string;
  readonly heldAt: string;
  readonly liftedAt: string | null;
  /** Of who placed it: what an inspector holds, only an inspector lifts. */
  readonly byRole: Role;
  /** The lot that it is on. */
  readonly lotId: string;
  readonly lotName: string;
  readonly lotCode: string | null;
  readonly onThis: boolean;
}

/** Every hold that was ever on the lot, and those that are now on its origins; the newest first. */
export async function lotHolds(
  db: Reader,
  { id, number }: { readonly id: string; readonly number: number },
): Promise<LotHold[]> {
  const behind = (await openHoldsBehind(db, [number])).get(number) ?? [];
  const rows = await db
    .selectFrom('holds')
    .innerJoin('lots', 'lots.id', 'holds.lotId')
    .innerJoin('accounts', 'accounts.id', 'holds.heldById')
    .select(['holds.id', 'reason', 'heldAt', 'liftedAt', 'accounts.role as byRole'])
    .select(['lotId', 'lots.name as lotName', 'lots.code as lotCode'])
    .where(({ eb, or }) => or([eb('lotId', '=', id), eb('holds.id', '=', anyId(behind))]))
    .orderBy('heldAt', 'desc')
    .orderBy('holds.id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, onThis: row.lotId === id }));
}
