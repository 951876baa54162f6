import { z } from 'zod';

/** Kinds of school that rules distinguish: K-12 bans do not hold for universities. */
export const SchoolKind = z
  .enum(['kindergarten', 'primary', 'middle', 'high', 'vocational', 'university'])
  .meta({ id: 'SchoolKind', title: '学校类型', examples: ['primary'] });
export type SchoolKind = z.infer<typeof SchoolKind>;

/** Who cooks: the school, a contractor in the school's kitchen, or a meal supplier elsewhere. */
export const CanteenMode = z
  .enum(['self-run', 'contracted', 'meal-delivery'])
  .meta({ id: 'CanteenMode', title: '供餐方式', examples: ['self-run'] });
export type CanteenMode = z.infer<typeof CanteenMode>;

/** How the 832 platform sees a unit: `shared` units are covered by the one that files, `none` reserve nothing. */
export const Canteen832Status = z
  .enum(['own', 'shared', 'outsourced', 'none'])
  .meta({ id: 'Canteen832Status', title: '832平台食堂状态', examples: ['own'] });
export type Canteen832Status = z.infer<typeof Canteen832Status>;
