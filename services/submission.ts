import type { Tx } from './context.ts';
import { DomainError } from './errors.ts';
import type { PersonalVault } from './records/personal.ts';

/** A client's promise that retries of one submission carry the same key (Idempotency-Key header, form field). */
export interface Submission {
  readonly accountId: string;
  /** 1 to 200 printable characters, made once by the client when the draft was begun. */
  readonly key: string;
  /** What the body said, told apart by `fingerprint`. */
  readonly bodyHash: string;
}

/** What a client may choose as its key. */
export const submissionKey = /^[\x21-\x7e]{1,200}$/;

/**
 * Keyed, because bodies carry PINs: a plain hash of everything else and six digits could be tried through.
 *
 * @param bodyHash SHA-256 of method, path and body
 */
export const fingerprint = (vault: PersonalVault, bodyHash: string): string =>
  Buffer.from(vault.mark(bodyHash, 'submission')).toString('hex');

/**
 * Claims the key in the verb's own transaction. A second submission waits for the first one's commit; then the same
 * body gets the first answer again and another body is refused. If the first rolls back, the second carries on.
 */
export async function once<T>(tx: Tx, submission: Submission, work: () => Promise<T>): Promise<T> {
  const { accountId, key, bodyHash } = submission;
  const claimed = await tx.db
    .insertInto('idempotency')
    .values({
      districtId: tx.districtId,
      accountId,
      key,
      bodyHash,
      response: null,
      createdAt: tx.clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (!claimed) {
    const first = await tx.db
      .selectFrom('idempotency')
      .select(['bodyHash', 'response'])
      .where(({ eb, and }) => and([eb('accountId', '=', accountId), eb('key', '=', key)]))
      .executeTakeFirstOrThrow();
    if (first.bodyHash !== bodyHash)
      throw new DomainError('idempotency-key-reused', {
        detail: {
          zh: '这一提交已经用别的内容完成过。如要再记一笔，请核对后重新提交。',
          en: 'This submission was completed with other content. To record something more, check it and send it again.',
        },
      });
    return first.response as T;
  }
  const answer = await work();
  // As the table gives it back, members in its order: the first answer and all later ones are the same text.
  const { response } = await tx.db
    .updateTable('idempotency')
    .set({ response: JSON.stringify(answer) })
    .where(({ eb, and }) => and([eb('accountId', '=', accountId), eb('key', '=', key)]))
    .returning('response')
    .executeTakeFirstOrThrow();
  return response as T;
}
