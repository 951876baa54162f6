import type { QualificationView } from '#schemas/supplier-view.ts';
import { may } from '../accounts/index.ts';
import type { AccountActor, Context, Reader } from '../context.ts';
import { openPersonalValues } from '../records/open-personal.ts';
import { kindName } from './list-alerts.ts';
import { present } from './present.ts';

/** All versions of all papers: those that are believed first, and the latest end first. */
export async function viewQualifications(
  ctx: Context,
  db: Reader,
  actor: AccountActor,
  supplierId: string,
): Promise<QualificationView[]> {
  const rows = await db
    .selectFrom('qualifications')
    .innerJoin('accounts', 'accounts.id', 'qualifications.recordedById')
    .innerJoin('records', 'records.id', 'qualifications.recordId')
    .select([
      'qualifications.id',
      'kind',
      'number',
      'numberCheck',
      'issuer',
      'validFrom',
      'validTo',
      'status',
      'goodsScope',
      'paperSha256',
      'qualifications.recordedAt',
      'supersededAt',
      'qualifications.replacesId',
      'qualifications.recordId',
      'recordedById',
      'accounts.role',
      'accounts.displayName',
      'records.canonical',
    ])
    .where('qualifications.supplierId', '=', supplierId)
    .orderBy('kind')
    .orderBy('validFrom', 'desc')
    .orderBy('qualifications.recordedAt', 'desc')
    .execute();
  const recordIds = may(ctx, 'supplier.contact') ? rows.map(({ recordId }) => recordId) : [];
  const personal = await openPersonalValues(db, ctx.vault, recordIds);
  return rows.map(({ paperSha256, recordedById, role, displayName, canonical, ...row }) => {
    // Suppliers learn what a school's people did, not who they are.
    const named = actor.supplierId === null || recordedById === actor.accountId;
    return present({
      ...row,
      kindName: kindName(ctx.reference, row.kind),
      holder: personal.get(row.recordId)?.['/holder'],
      paper: paperSha256,
      recordedBy: present({ role, name: named ? displayName : undefined }),
      reason: (JSON.parse(canonical) as { reason?: string }).reason,
    });
  });
}
