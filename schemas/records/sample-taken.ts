import { MealKind } from '../meal.ts';
import { CivilDate, Id, Instant, Line, PositiveGrams } from '../values.ts';
import { LotMentioned } from './lot-mentioned.ts';
import { PersonalCommitment, recordOf } from './record.ts';

const sample = {
  schoolName: Line(100),
  code: Line(40),
  dish: LotMentioned,
  grams: PositiveGrams,
  cabinet: Line(40),
  container: Line(20),
};

/** Order 45 of 2019, art. 40: dish, amount, time and person. `occurredAt` is when it was sealed. */
export const SampleTaken = recordOf('sample-taken', 1, {
  ...sample,
  mealKind: MealKind,
  mealOn: CivilDate,
  dueAt: Instant,
  takenBy: PersonalCommitment,
});

export const SampleDiscarded = recordOf('sample-discarded', 1, {
  ...sample,
  sealedAt: Instant,
  dueAt: Instant,
  because: Line(200),
  witness: Id,
  witnessName: PersonalCommitment,
});
