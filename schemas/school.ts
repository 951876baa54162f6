import { z } from 'zod';
import { Id, Line } from './values.ts';

/** Kinds of school that rules distinguish: K-12 bans do not hold for universities. */
export const SchoolKind = z
  .enum(['kindergarten', 'primary', 'middle', 'high', 'vocational', 'university'])
  .meta({ id: 'SchoolKind', title: '学校类型', examples: ['primary'] });
export type SchoolKind = z.infer<typeof SchoolKind>;

/** Kinds of school by their names, for pages. */
export const schoolKindNames = {
  kindergarten: { zh: '幼儿园', en: 'Kindergarten' },
  primary: { zh: '小学', en: 'Primary school' },
  middle: { zh: '初中', en: 'Middle school' },
  high: { zh: '高中', en: 'High school' },
  vocational: { zh: '中职', en: 'Vocational school' },
  university: { zh: '高校', en: 'University' },
} as const satisfies Record<SchoolKind, { zh: string; en: string }>;

/** Who cooks: the school, a contractor in the school's kitchen, or a meal supplier elsewhere. */
export const CanteenMode = z
  .enum(['self-run', 'contracted', 'meal-delivery'])
  .meta({ id: 'CanteenMode', title: '供餐方式', examples: ['self-run'] });
export type CanteenMode = z.infer<typeof CanteenMode>;

/** How the 832 platform sees a unit: `shared` units are covered by the one that files, `none` reserve nothing. */
export const CanteenStatus832 = z
  .enum(['own', 'shared', 'outsourced', 'none'])
  .meta({ id: 'CanteenStatus832', title: '832平台食堂状态', examples: ['own'] });
export type CanteenStatus832 = z.infer<typeof CanteenStatus832>;

export const NewSchool = z
  .strictObject({
    name: Line(100),
    kind: SchoolKind,
    /** 18-character unified social credit code (GB 32100-2015). */
    creditCode: z
      .string()
      .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/)
      .optional(),
    canteenMode: CanteenMode.default('self-run'),
    canteenStatus832: CanteenStatus832.default('own'),
    /** The school that runs and files for a shared canteen. */
    representedById: Id.optional(),
    dinersPerMeal: z.int().min(0).max(100_000),
    /** Site policy; the legal floor is 125 g. */
    sampleMinimumGrams: z.int().min(125).max(1000).default(125),
  })
  .refine(
    ({ canteenStatus832, representedById }) =>
      (canteenStatus832 === 'shared') === (representedById !== undefined),
    {
      path: ['representedById'],
      error: 'a shared canteen names the school that runs it, others do not',
    },
  )
  .meta({ id: 'NewSchool', examples: [{ name: '实验小学', kind: 'primary', dinersPerMeal: 800 }] });
export type NewSchool = z.input<typeof NewSchool>;

export const School = z
  .object({
    id: Id,
    name: z.string(),
    kind: SchoolKind,
    canteenMode: CanteenMode,
    canteenStatus832: CanteenStatus832,
    dinersPerMeal: z.int(),
    sampleMinimumGrams: z.int(),
  })
  .meta({ id: 'School' });
export type School = z.infer<typeof School>;
