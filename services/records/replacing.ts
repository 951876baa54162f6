import type { Tx } from '../context.ts';
import type { Draft } from './append.ts';

/** What a correction says of the record that it replaces: its id, its digest, and why. */
export async function replacing(tx: Tx, id: string, reason: string): Promise<NonNullable<Draft['replaces']>> {
  const { digest } = await tx.db
    .selectFrom('records')
    .select('digest')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { id, digest, reason };
}
