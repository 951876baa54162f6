import { z } from 'zod';
import { CanteenStatus832 } from './school.ts';
import { Fen, GivenInstant, Id, Instant, Paragraph } from './values.ts';

/** What one unit files about one calendar year. `shared` units are covered by another's filing, `none` reserve nothing. */
const Filing = z.strictObject({
  schoolId: Id,
  year: z.int().min(2021).max(2099),
  canteenStatus: CanteenStatus832,
  /** The unit that files for a shared canteen. */
  representedById: Id.optional(),
  /** Declared food total of the canteen for the year. */
  declaredFoodFen: Fen.default(0),
  /** Declared share of it to reserve, in 1/10,000. */
  ratioBasisPoints: z.int().min(0).max(10_000).default(0),
  reservedFen: Fen.default(0),
  /** When it was filed with the platform; now if absent. */
  filedAt: GivenInstant.optional(),
});

const consistent = (filing: z.infer<typeof Filing>): boolean =>
  (filing.canteenStatus === 'shared') === (filing.representedById !== undefined);
const covered = ({ canteenStatus, declaredFoodFen, reservedFen }: z.infer<typeof Filing>): boolean =>
  ['own', 'outsourced'].includes(canteenStatus) ? declaredFoodFen > 0 : declaredFoodFen + reservedFen === 0;

const representedFault = {
  path: ['representedById'],
  error: 'shared-canteen-names-its-filer',
};
const amountFault = {
  path: ['declaredFoodFen'],
  error: 'declares-when-it-has-a-canteen',
};

export const NewReserveFiling = Filing.refine(consistent, representedFault)
  .refine(covered, amountFault)
  .meta({
    id: 'NewReserveFiling',
    examples: [
      {
        schoolId: '01938e6a-9c00-7000-8000-000000000001',
        year: 2025,
        canteenStatus: 'own',
        declaredFoodFen: 120_000_000,
        ratioBasisPoints: 1_000,
        reservedFen: 12_000_000,
      },
    ],
  });
export type NewReserveFiling = z.input<typeof NewReserveFiling>;

/** The filing as it should have been, in place of the one recorded for the same unit and year. */
export const ReserveCorrection = z
  .strictObject({ filing: NewReserveFiling, reason: Paragraph(500) })
  .meta({ id: 'ReserveCorrection' });
export type ReserveCorrection = z.input<typeof ReserveCorrection>;

/** One unit and year, with what was filed. */
export const ReserveFiling = z
  .object({
    id: Id,
    recordId: Id,
    schoolId: Id,
    year: z.int(),
    canteenStatus: CanteenStatus832,
    representedById: Id.nullable(),
    declaredFoodFen: z.int(),
    ratioBasisPoints: z.int(),
    reservedFen: z.int(),
    filedAt: Instant,
  })
  .meta({ id: 'ReserveFiling' });
export type ReserveFiling = z.infer<typeof ReserveFiling>;
