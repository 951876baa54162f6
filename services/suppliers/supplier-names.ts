import { authorise } from '../accounts/index.ts';
import { type Context, read } from '../context.ts';

/** Every supplier of the register by name alone, for whoever opens an account for one. */
export async function listSupplierNames(ctx: Context): Promise<{ id: string; name: string }[]> {
  authorise(ctx, 'account.create', { schoolId: null });
  return await read(ctx, (db) =>
    db.selectFrom('suppliers').select(['id', 'name']).orderBy('name').orderBy('id').execute(),
  );
}
