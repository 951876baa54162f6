import type { Reader } from '../context.ts';
import type { Licence } from '../rules/index.ts';

/** A version of a paper that was believed at the instant asked about, as the rules look at it. */
export interface KnownLicence extends Licence {
  readonly number: string;
}

/** The versions recorded by then and not replaced by then; without an instant, those believed now. */
export async function licencesKnownAt(
  db: Reader,
  supplierId: string,
  asKnownAt?: string,
): Promise<KnownLicence[]> {
  const versions = db
    .selectFrom('qualifications')
    .select(['id', 'kind', 'number', 'validFrom', 'validTo', 'status', 'goodsScope'])
    .where('supplierId', '=', supplierId)
    .orderBy('kind')
    .orderBy('validFrom');
  const known =
    asKnownAt === undefined
      ? versions.where('supersededAt', 'is', null)
      : versions
          .where('recordedAt', '<=', asKnownAt)
          .where(({ eb, or }) => or([eb('supersededAt', 'is', null), eb('supersededAt', '>', asKnownAt)]));
  return (await known.execute()).map(({ validTo, goodsScope, ...version }) => ({
    ...version,
    ...(validTo === null ? {} : { validTo }),
    ...(goodsScope === null ? {} : { goodsScope }),
  }));
}
