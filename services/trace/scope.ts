import type { TraceDirection } from '#schemas/trace.ts';
import type { AccountActor, Reader } from '../context.ts';
import { anyNumber } from '../db/any-of.ts';
import type { ReachedLot } from './reached-lots.ts';
import { walk } from './walk.ts';

/**
 * Which lots of a trace a reader may see. People of the district see all. A school sees its own lots and whatever they
 * came from, at other schools and suppliers too, but not where a shared origin went elsewhere. A supplier sees the lots
 * that are its own, up to the school's door.
 */
export function visibleLots(actor: AccountActor, start: ReachedLot, direction: TraceDirection) {
  const { schoolId, supplierId } = actor;
  return (lot: ReachedLot): boolean => {
    if (supplierId !== null) return lot.supplierId === supplierId;
    if (schoolId !== null) return direction === 'back' || lot.id === start.id || lot.schoolId === schoolId;
    return true;
  };
}

/** Whether the reader may ask about this lot at all: for a school, only if it is, or became, a lot of its own. */
export async function mayAskAbout(db: Reader, actor: AccountActor, start: ReachedLot): Promise<boolean> {
  const { schoolId, supplierId } = actor;
  if (supplierId !== null) return start.supplierId === supplierId;
  if (schoolId === null || start.schoolId === schoolId) return true;
  const { numbers } = await walk(db, start.number, 'forward');
  const own = db.selectFrom('lots').select('id').where('number', '=', anyNumber(numbers));
  return (await own.where('schoolId', '=', schoolId).limit(1).executeTakeFirst()) !== undefined;
}

/** Masked but for inspectors and for managers of the school that it happened at: 张三 → 张*. */
export function shownName(actor: AccountActor, name: string, schoolId: string | null): string {
  const known =
    actor.role === 'inspector' ||
    (actor.role === 'manager' && schoolId !== null && actor.schoolId === schoolId);
  const [first = ''] = name;
  return known ? name : `${first}*`;
}
