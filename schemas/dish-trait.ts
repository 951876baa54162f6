import { z } from 'zod';

/**
 * What makes a finished dish one that a university must keep a sample of (order 45 of 2019, art. 40): made for a big
 * event, made hot in batches, hot and not sold at once, cold, raw, or a decorated cake.
 */
export const DishTrait = z
  .enum(['big-event', 'batch-hot', 'hot-held', 'cold', 'raw', 'decorated-cake'])
  .meta({ id: 'DishTrait', title: '菜品特征', examples: ['cold'] });
export type DishTrait = z.infer<typeof DishTrait>;

/** The same in words, for pages. */
export const dishTraitNames = {
  'big-event': { zh: '大型活动用餐', en: 'For a big event' },
  'batch-hot': { zh: '批量制作的热食', en: 'Hot food made in batches' },
  'hot-held': { zh: '热食后未即时销售', en: 'Hot food not sold at once' },
  cold: { zh: '冷食', en: 'Cold' },
  raw: { zh: '生食', en: 'Raw' },
  'decorated-cake': { zh: '裱花糕点', en: 'Decorated cake' },
} as const satisfies Record<DishTrait, { zh: string; en: string }>;
