import type { LicenceStatus } from '#schemas/qualification.ts';
import type { Reader } from '../context.ts';

/** A version of a paper that was believed at the instant asked about. */
export interface KnownQualification {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly status: LicenceStatus;
  readonly goodsScope: readonly string[] | null;
}

/** The versions recorded by then and not replaced by then; without an instant, those believed now. */
export async function qualificationsKnownAt(
  db: Reader,
  supplierId: string,
  asKnownAt?: string,
): Promise<KnownQualification[]> {
  const versions = db
    .selectFrom('qualifications')
    .select(['id', 'kind', 'number', 'validFrom', 'validTo', 'status', 'goodsScope'])
    .where('supplierId', '=', supplierId)
    .orderBy('kind')
    .orderBy('validFrom');
  if (asKnownAt === undefined) return await versions.where('supersededAt', 'is', null).execute();
  return await versions
    .where('recordedAt', '<=', asKnownAt)
    .where(({ eb, or }) => or([eb('supersededAt', 'is', null), eb('supersededAt', '>', asKnownAt)]))
    .execute();
}

/** Both ends count: a paper is good on its last day. */
export const isValidOn = (paper: KnownQualification, on: string): boolean =>
  (paper.status === 'active' || paper.status === 'abnormal') &&
  paper.validFrom <= on &&
  (paper.validTo === null || on <= paper.validTo);
