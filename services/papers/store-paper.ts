import { createHash } from 'node:crypto';
import { type Paper, paperMaxBytes } from '#schemas/paper.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { linkPaper } from './link-paper.ts';
import { mediaTypeOf } from './media-type.ts';

/**
 * Takes a photograph or scan of a paper. The file is on disk before the database speaks of it, so a row never names
 * bytes that are not there. The same bytes again get the same answer, whoever sends them and however often; the first
 * time proves since when the district has them.
 *
 * @throws DomainError `payload-too-large`, `unsupported-media-type`, `storage-full`
 */
export async function storePaper(ctx: Context, bytes: Uint8Array): Promise<Paper> {
  const actor = authorise(ctx, 'paper.store');
  if (bytes.length > paperMaxBytes) throw new DomainError('payload-too-large');
  const mediaType = mediaTypeOf(bytes);
  if (!mediaType) throw new DomainError('unsupported-media-type');
  const sha256 = await ctx.papers.put(bytes);
  const paper = { sha256, mediaType, sizeBytes: bytes.length };
  return await transact(ctx, async (tx) => {
    const now = tx.clock.now();
    const recordId = newId(now);
    const first = await tx.db
      .insertInto('papers')
      .values({ ...paper, districtId: tx.districtId, storedAt: now, recordId })
      .onConflict((conflict) => conflict.doNothing())
      .returning('sha256')
      .executeTakeFirst();
    if (first) {
      await appendRecord(tx, {
        type: 'paper-stored',
        id: recordId,
        subject: recordId,
        school: actor.schoolId ?? undefined,
        occurredAt: now,
        body: paper,
      });
    }
    const { accountId: subjectId, schoolId, supplierId } = actor;
    await linkPaper(tx, sha256, { subjectKind: 'upload', subjectId, schoolId, supplierId });
    return paper;
  });
}

/**
 * Compares what arrived with the sender's Content-Digest (RFC 9530), when it gave a SHA-256: a photograph that was cut
 * off on the way is refused instead of kept.
 *
 * @throws DomainError `malformed-body`
 */
export function requireDigest(bytes: Uint8Array, header: string | undefined): void {
  const [, stated] = /(?:^|[,\s])sha-256=:([A-Za-z0-9+/]{43}=):/.exec(header ?? '') ?? [];
  if (stated === undefined) return;
  if (createHash('sha256').update(bytes).digest('base64') !== stated) throw new DomainError('malformed-body');
}
