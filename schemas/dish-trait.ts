import { z } from 'zod';

/**
 * What makes a finished dish one that a university must keep a sample of (order 45 of 2019, art. 40): made for a big
 * event, made hot in batches, hot and not sold at once, cold, raw, or a decorated cake.
 */
export const DishTrait = z
  .enum(['big-event', 'batch-hot', 'hot-held', 'cold', 'raw', 'decorated-cake'])
  .meta({ id: 'DishTrait', title: '菜品特征', examples: ['cold'] });
export type DishTrait = z.infer<typeof DishTrait>;
