import { HoldsAfter, type OpenHoldPage } from '#schemas/lot-hold.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, read } from '../context.ts';

const pageSize = 100;

/** What is held now in the own school, or in the whole district and at its suppliers; the newest hold first. */
export async function listOpenHolds(ctx: Context, input: HoldsAfter = {}): Promise<OpenHoldPage> {
  const { after } = HoldsAfter.parse(input);
  const { schoolId } = authorise(ctx, 'lot.hold');
  return await read(ctx, async (db) => {
    const open = db
      .selectFrom('holds')
      .innerJoin('lots', 'lots.id', 'holds.lotId')
      .where('liftedAt', 'is', null)
      .$if(schoolId !== null, (query) => query.where('lots.schoolId', '=', schoolId));
    const { total } = await open
      .select(({ fn }) => fn.countAll<string>().as('total'))
      .executeTakeFirstOrThrow();
    const holds = await open
      .innerJoin('accounts', 'accounts.id', 'holds.heldById')
      .leftJoin('schools', 'schools.id', 'lots.schoolId')
      .leftJoin('suppliers', 'suppliers.id', 'lots.supplierId')
      .select(['holds.id as holdId', 'reason', 'heldAt', 'accounts.role as byRole'])
      .select(['lotId', 'lots.name as lotName', 'lots.code', 'lots.kind', 'remainingGrams'])
      .select(['schools.name as schoolName', 'suppliers.name as supplierName'])
      .$if(after !== undefined, (query) => query.where('holds.id', '<', after as string))
      .orderBy('holds.id', 'desc')
      .limit(pageSize + 1)
      .execute();
    const page = holds.slice(0, pageSize);
    const last = page.at(-1);
    return {
      holds: page,
      total: Number(total),
      ...(holds.length > pageSize && last ? { next: last.holdId } : {}),
    };
  });
}
