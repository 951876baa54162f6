import { z } from 'zod';
import { CivilDate, GivenInstant, Id, Instant } from './values.ts';

/** `event`: a banquet, sports day or other big occasion. */
export const MealKind = z
  .enum(['breakfast', 'lunch', 'dinner', 'snack', 'event'])
  .meta({ id: 'MealKind', title: '餐次', examples: ['lunch'] });
export type MealKind = z.infer<typeof MealKind>;

/** Meals by their names, for labels and pages. */
export const mealNames = {
  breakfast: { zh: '早餐', en: 'Breakfast' },
  lunch: { zh: '午餐', en: 'Lunch' },
  dinner: { zh: '晚餐', en: 'Dinner' },
  snack: { zh: '点心', en: 'Snack' },
  event: { zh: '大型活动', en: 'Event' },
} as const satisfies Record<MealKind, { zh: string; en: string }>;

/** Diners are counted, never named: the product holds no pupil data. */
export const NewMeal = z
  .strictObject({
    kind: MealKind,
    /** When serving began; now unless given. */
    servedAt: GivenInstant.optional(),
    diners: z.int().min(0).max(100_000),
    dishIds: z.array(Id).min(1).max(100),
  })
  .refine(({ dishIds }) => new Set(dishIds).size === dishIds.length, {
    path: ['dishIds'],
    error: 'each dish once',
  })
  .meta({
    id: 'NewMeal',
    examples: [
      {
        kind: 'lunch',
        servedAt: '2026-03-02T11:30:00+08:00',
        diners: 780,
        dishIds: ['01938e6a-9c00-7000-8000-000000000001'],
      },
    ],
  });
export type NewMeal = z.input<typeof NewMeal>;

export const Meal = z
  .object({
    id: Id,
    code: z.string(),
    kind: MealKind,
    servedOn: CivilDate,
    servedAt: Instant,
    diners: z.int(),
    dishIds: z.array(Id),
  })
  .meta({ id: 'Meal' });
export type Meal = z.infer<typeof Meal>;
