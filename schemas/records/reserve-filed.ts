import { z } from 'zod';
import { CanteenStatus832 } from '../school.ts';
import { Fen, Id, Line } from '../values.ts';
import { recordOf } from './record.ts';

export const ReserveFiled = recordOf('reserve-filed', 1, {
  unit: Line(100),
  unitCreditCode: z.string().optional(),
  year: z.int(),
  canteenStatus: CanteenStatus832,
  representedBy: Line(100).optional(),
  /** Records of earlier versions lack it. */
  representedById: Id.optional(),
  declaredFoodFen: Fen,
  ratioBasisPoints: z.int().min(0).max(10_000),
  reservedFen: Fen,
});
