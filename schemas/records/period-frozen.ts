import { z } from 'zod';
import { FactSums } from '../purchase-totals.ts';
import { CivilDate, Sha256 } from '../values.ts';
import { PersonalCommitment, recordOf } from './record.ts';

/** A period whose 832 totals the bureau signed off, booked as they were known; later changes are restatements. */
export const PeriodFrozen = recordOf('period-frozen', 1, {
  from: CivilDate,
  to: CivilDate,
  view: z.literal('booked'),
  asOf: CivilDate,
  frozenBy: PersonalCommitment,
  sums: z.strictObject(FactSums.shape),
  /** In fen; absent where the period is no calendar year or part of one. */
  reserved: z.int().optional(),
  declared: z.int().optional(),
  ledgerFood: z.int(),
  /** Filing units that completed what they reserved, of those with a canteen; of a whole year. */
  onTarget: z.int().optional(),
  withCanteen: z.int().optional(),
  rulesHash: Sha256,
  referenceHash: Sha256,
  countiesHash: Sha256,
  /** The newest checkpoint of the log when the rows were read: all that it covers was known. */
  log: z.strictObject({ size: z.int(), root: Sha256 }).optional(),
  rows: z.int(),
  /** SHA-256 of the file of rows, and of the canonical text of the totals that they come to. */
  rowsSha256: Sha256,
  totalsSha256: Sha256,
});
