import { type MealKind, mealNames } from '#schemas/meal.ts';

/** A meal has no name of its own: its lot is called by day and kind, in Chinese as everything on labels. */
export const mealName = (kind: MealKind, servedOn: string) => `${servedOn} ${mealNames[kind].zh}`;
