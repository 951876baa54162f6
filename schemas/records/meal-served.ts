import { z } from 'zod';
import { MealKind } from '../meal.ts';
import { CivilDate, Line } from '../values.ts';
import { LotMentioned } from './lot-mentioned.ts';
import { recordOf } from './record.ts';

export const MealServed = recordOf('meal-served', 1, {
  schoolName: Line(100),
  code: z.string(),
  kind: MealKind,
  servedOn: CivilDate,
  diners: z.int().min(0),
  dishes: z.array(LotMentioned),
});
