import type { Tx } from '../context.ts';
import { deriveFacts } from './derived-facts.ts';

/** Rows that fit one statement: PostgreSQL takes at most 65,535 parameters. */
const chunkLines = 500;

/** Derives the facts of lines anew, in the transaction that changed them. */
export async function keepFacts(tx: Tx, lineIds: readonly string[]): Promise<void> {
  for (let from = 0; from < lineIds.length; from += chunkLines) {
    await keepChunk(tx, lineIds.slice(from, from + chunkLines));
  }
}

async function keepChunk(tx: Tx, lineIds: readonly string[]): Promise<void> {
  const facts = await deriveFacts(tx.db, lineIds);
  await tx.db.deleteFrom('purchaseFacts').where('lineId', 'in', lineIds).execute();
  for (let from = 0; from < facts.length; from += 2_000) {
    await tx.db
      .insertInto('purchaseFacts')
      .values(facts.slice(from, from + 2_000))
      .execute();
  }
}
