import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';

export interface PaperLink {
  readonly subjectKind: 'upload' | 'qualification' | 'delivery' | 'test' | 'sample' | 'order' | 'tender';
  readonly subjectId: string;
  /** The one school whose business it is; null when it concerns every school of the district. */
  readonly schoolId: string | null;
  /** The supplier whose business it is, and whose accounts may read it. */
  readonly supplierId: string | null;
}

/**
 * Attaches a stored paper to what it is evidence for, and so lets that school and supplier read it.
 *
 * @param pointer where the caller named the paper, for the refusal
 * @throws DomainError `invalid-input` for a paper that nobody handed in
 */
export async function linkPaper(tx: Tx, sha256: string, link: PaperLink, pointer = '/paper'): Promise<void> {
  const paper = await tx.db
    .selectFrom('papers')
    .select('sha256')
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  if (!paper) {
    throw new DomainError('invalid-input', { errors: [{ pointer, detail: 'no such paper was uploaded' }] });
  }
  await tx.db
    .insertInto('paperLinks')
    .values({ ...link, districtId: tx.districtId, sha256, linkedAt: tx.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
