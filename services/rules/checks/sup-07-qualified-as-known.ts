import { z } from 'zod';
import type { RuleCheck } from '../check.ts';
import { isValidOn, type Licence } from '../licence.ts';

const Parameters = z.strictObject({});

/** A licence as one record states it. A later record may replace it: renewal, revocation, correction. */
export interface LicenceVersion extends Licence {
  readonly recordId: string;
  readonly recordedAt: string;
  readonly replacesRecordId?: string | undefined;
}

interface Facts {
  readonly supplierId: string;
  /** Civil date of the delivery. */
  readonly deliveredOn: string;
  /** The instant up to which knowledge counts: that of the delivery's own record. */
  readonly knownAt: string;
  /** All versions of the licences that would each have sufficed. */
  readonly versions: readonly LicenceVersion[];
}

/** The licences valid on a day, as known at an instant: versions recorded by then and not replaced by then. */
export function validAsKnown(
  versions: readonly LicenceVersion[],
  on: string,
  knownAt: string,
): LicenceVersion[] {
  const known = versions.filter(({ recordedAt }) => recordedAt <= knownAt);
  const replaced = new Set(known.map(({ replacesRecordId }) => replacesRecordId));
  return known.filter((version) => !replaced.has(version.recordId) && isValidOn(version, on));
}

/** Was the supplier qualified on the delivery day, as known that day, and is that still what is known? */
export const sup07QualifiedAsKnown: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'SUP-07',
  parameters: Parameters,
  find({ supplierId, deliveredOn, knownAt, versions }) {
    const evidence = [supplierId, ...versions.map(({ recordId }) => recordId)];
    const data = { deliveredOn, knownAt };
    if (validAsKnown(versions, deliveredOn, knownAt).length === 0) {
      return [{ breach: 'not-valid-as-known', evidence, data }];
    }
    const latest = versions.reduce(
      (last, { recordedAt }) => (recordedAt > last ? recordedAt : last),
      knownAt,
    );
    if (validAsKnown(versions, deliveredOn, latest).length > 0) return [];
    return [{ breach: 'found-invalid-later', evidence, data: { ...data, foundAt: latest } }];
  },
};
