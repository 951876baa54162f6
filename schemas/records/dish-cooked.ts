import { z } from 'zod';
import { DishTrait } from '../dish-trait.ts';
import { MealKind } from '../meal.ts';
import { CivilDate, Line, MilliC } from '../values.ts';
import { LotMentioned, LotUsed } from './lot-mentioned.ts';
import { recordOf } from './record.ts';

export const DishCooked = recordOf('dish-cooked', 1, {
  schoolName: Line(100),
  dish: LotMentioned,
  mealKind: MealKind,
  mealOn: CivilDate,
  inputs: z.array(LotUsed),
  coreTemperatureMilliC: MilliC.optional(),
  traits: z.array(DishTrait),
  /** Allergen groups of the reference data, in Chinese as on the menu. */
  allergens: z.array(z.strictObject({ code: z.string(), name: z.string() })),
  labelText: Line(200).optional(),
});
