import type { Paper } from '#schemas/paper.ts';
import { authorise } from '../accounts/index.ts';
import { type AccountActor, type Context, type Reader, read } from '../context.ts';
import { DomainError } from '../errors.ts';

export interface PaperFile extends Paper {
  readonly bytes: Uint8Array;
}

/**
 * A paper for somebody whose business it is: those who handed it in; schools for what concerns them or every school;
 * suppliers for what is about them; inspectors and auditors for all of their district.
 *
 * @throws DomainError `not-found`, also for papers that are none of the reader's business
 */
export async function readPaper(ctx: Context, sha256: string): Promise<PaperFile> {
  const actor = authorise(ctx, 'paper.read');
  const paper = await read(ctx, (db) => findPaper(db, actor, sha256));
  if (!paper) throw new DomainError('not-found', { data: { sha256 } });
  return { ...paper, bytes: await ctx.papers.get(sha256) };
}

async function findPaper(db: Reader, actor: AccountActor, sha256: string): Promise<Paper | undefined> {
  const { accountId, schoolId, supplierId } = actor;
  return await db
    .selectFrom('papers')
    .select(['sha256', 'mediaType', 'sizeBytes'])
    .where('sha256', '=', sha256)
    .$if(schoolId !== null || supplierId !== null, (papers) =>
      papers.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('paperLinks')
            .select('subjectId')
            .whereRef('paperLinks.sha256', '=', 'papers.sha256')
            .where(({ eb, and, or }) =>
              or([
                and([eb('subjectKind', '=', 'upload'), eb('subjectId', '=', accountId)]),
                supplierId === null
                  ? and([
                      eb('subjectKind', '!=', 'upload'),
                      or([eb('schoolId', 'is', null), eb('schoolId', '=', schoolId)]),
                    ])
                  : and([eb('subjectKind', '!=', 'upload'), eb('supplierId', '=', supplierId)]),
              ]),
            ),
        ),
      ),
    )
    .executeTakeFirst();
}
