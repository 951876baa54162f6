import { z } from 'zod';
import { DishTrait } from './dish-trait.ts';
import { LotUses } from './lot-use.ts';
import { MealKind } from './meal.ts';
import { CivilDate, GivenInstant, Id, Instant, Line, MilliC } from './values.ts';

/** Code of an allergen group of the reference data, e.g. GLUTEN. */
export const AllergenCode = z.string().regex(/^[A-Z]{1,20}$/);

export const NewDish = z
  .strictObject({
    name: Line(60),
    mealKind: MealKind,
    /** The day of the meal; the day of cooking unless given. */
    mealOn: CivilDate.optional(),
    /** When it was ready; now unless given. */
    cookedAt: GivenInstant.optional(),
    /** Empty when nothing tracked went in: the gap is found, not hidden. */
    inputs: LotUses,
    /** Measured in the middle of the thickest piece; at least 70 °C for cooked food (操作规范, not verified). */
    coreTemperatureMilliC: MilliC.optional(),
    traits: z.array(DishTrait).max(6).default([]),
    /** Allergens beyond those of the goods: from the labels of seasonings and untracked ingredients. */
    allergens: z.array(AllergenCode).max(20).default([]),
    /** What the label of an ingredient adds, in its own words. */
    labelText: Line(200).optional(),
  })
  .meta({
    id: 'NewDish',
    examples: [
      {
        name: '番茄炒蛋',
        mealKind: 'lunch',
        cookedAt: '2026-03-02T10:40:00+08:00',
        inputs: [{ lotId: '01938e6a-9c00-7000-8000-000000000001', grams: 18_000 }],
        coreTemperatureMilliC: 82_000,
        traits: ['batch-hot'],
      },
    ],
  });
export type NewDish = z.input<typeof NewDish>;

export const Dish = z
  .object({
    id: Id,
    code: z.string(),
    name: z.string(),
    mealKind: MealKind,
    mealOn: CivilDate,
    cookedAt: Instant,
    coreTemperatureMilliC: z.int().nullable(),
    traits: z.array(DishTrait),
    allergens: z.array(z.string()),
    labelText: z.string().nullable(),
    /** Under a hold: neither to be served nor thrown away. */
    held: z.boolean(),
  })
  .meta({ id: 'Dish' });
export type Dish = z.infer<typeof Dish>;
