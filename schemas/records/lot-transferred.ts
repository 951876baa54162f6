import { z } from 'zod';
import { CivilDate, Id, Line, PositiveGrams } from '../values.ts';
import { LotMentioned, LotOrigin } from './lot-mentioned.ts';
import { recordOf } from './record.ts';

const transfer = {
  transfer: Id,
  fromSchool: Line(100),
  toSchool: Line(100),
  /** The lot at the school that gave, and the one at the school that takes. */
  from: LotMentioned,
  lot: LotMentioned,
  grams: PositiveGrams,
};

/** A school sent part of a lot to another one. */
export const LotTransferred = recordOf('lot-transferred', 1, {
  ...transfer,
  supplierLot: z.string().optional(),
  expiresOn: CivilDate.optional(),
  /** Records of earlier versions lack these two. */
  toSchoolId: Id.optional(),
  origin: LotOrigin.optional(),
});

/** The other school has it. */
export const TransferAccepted = recordOf('transfer-accepted', 1, transfer);
