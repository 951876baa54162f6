import { CivilDate, Grams, Line } from '../values.ts';
import { LotMentioned, LotOrigin } from './lot-mentioned.ts';
import { recordOf } from './record.ts';

/** What was left of a lot got a new label. The subject is the new lot. */
export const LotRelabelled = recordOf('lot-relabelled', 1, {
  schoolName: Line(100),
  from: LotMentioned,
  lot: LotMentioned,
  grams: Grams,
  expiredOnBefore: CivilDate.optional(),
  expiresOn: CivilDate.optional(),
  because: Line(200),
  /** Records of earlier versions lack it. */
  origin: LotOrigin.optional(),
});
