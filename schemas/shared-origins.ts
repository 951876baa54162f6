import { z } from 'zod';
import { LotKind, LotStatus } from './lot.ts';
import { MealKind } from './meal.ts';
import { CivilDate, Id } from './values.ts';

/** Most meals that can be compared at once. */
export const comparedMeals = 40;

export const ServedMeal = z
  .object({
    id: Id,
    school: z.string(),
    kind: MealKind,
    servedOn: CivilDate,
    diners: z.int(),
    dishes: z.array(z.string()),
  })
  .meta({ id: 'ServedMeal' });
export type ServedMeal = Readonly<z.infer<typeof ServedMeal>>;

/** Something that several of the compared meals have in common: in how many of them it was. */
const Shared = z.object({ id: z.string(), name: z.string(), inMeals: z.int() });

export const SuspectLot = z
  .object({
    id: Id,
    kind: LotKind,
    name: z.string(),
    code: z.string().nullable(),
    status: LotStatus,
    school: z.string().nullable(),
    supplier: z.string().nullable(),
    supplierLot: z.string().nullable(),
    /** In how many of the compared meals it was. */
    inMeals: z.int(),
    /** In how many meals besides it was; nothing is known of anybody there. */
    otherMeals: z.int(),
  })
  .meta({ id: 'SuspectLot' });
export type SuspectLot = Readonly<z.infer<typeof SuspectLot>>;

export const SharedOrigins = z
  .object({
    meals: z.array(ServedMeal),
    /** Those in most of the meals first; of these, those that few other meals had. */
    lots: z.array(SuspectLot),
    suppliers: z.array(Shared),
    goods: z.array(Shared),
  })
  .meta({ id: 'SharedOrigins' });
export type SharedOrigins = Readonly<z.infer<typeof SharedOrigins>>;
