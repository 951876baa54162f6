import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { historiesOf, type LineWithHistory } from './histories.ts';

/** A line with its history; nobody else changes it until the transaction ends. @throws DomainError `not-found` */
export async function lockLine(tx: Tx, id: string): Promise<LineWithHistory> {
  await tx.db.selectFrom('orderLines').select('id').where('id', '=', id).forUpdate().execute();
  const [line] = await historiesOf(tx.db, [id]);
  if (!line) throw new DomainError('not-found', { data: { orderLineId: id } });
  return line;
}
