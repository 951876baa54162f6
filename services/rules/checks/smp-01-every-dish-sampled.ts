import { z } from 'zod';
import { DishTrait } from '#schemas/dish-trait.ts';
import { addMilliseconds } from '#schemas/time.ts';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  /** `every` dish, or only those with one of these traits. */
  dishes: z.union([z.literal('every'), z.array(DishTrait).min(1)]),
  minutesAfterServing: z.int().min(0),
});

interface Facts {
  readonly mealId: string;
  readonly servedAt: string;
  /** The instant at which the question is asked. */
  readonly asOf: string;
  readonly dishes: readonly {
    readonly dishId: string;
    readonly traits: readonly DishTrait[];
    /** When the samples of this dish were sealed; none yet is an empty list. */
    readonly sampledAt: readonly string[];
  }[];
}

/**
 * Dishes of a meal that must have a sample have one in time. Schools and kindergartens: every dish; universities:
 * the risky ones (order 45 of 2019, art. 40).
 */
export const smp01EveryDishSampled: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'SMP-01',
  parameters: Parameters,
  find({ mealId, servedAt, asOf, dishes }, { dishes: required, minutesAfterServing }) {
    const dueAt = addMilliseconds(servedAt, minutesAfterServing * 60_000);
    return dishes
      .filter((dish) => required === 'every' || dish.traits.some((trait) => required.includes(trait)))
      .flatMap(({ dishId, sampledAt }): Breach[] => {
        const [first] = sampledAt.toSorted();
        const evidence = [mealId, dishId];
        if (first === undefined) {
          return asOf > dueAt ? [{ breach: 'missing', evidence, data: { dueAt } }] : [];
        }
        return first > dueAt ? [{ breach: 'late-sample', evidence, data: { dueAt, sampledAt: first } }] : [];
      });
  },
};
