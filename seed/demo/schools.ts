import type { NewSchool } from '#schemas/school.ts';

export interface DemoSchool {
  readonly key: string;
  readonly school: Omit<NewSchool, 'representedById'>;
  /** Key of the school that runs and files for a shared canteen. */
  readonly sharedWith?: string;
  /** Key of the supplier that runs a contracted canteen. */
  readonly contractor?: string;
}

/** Twelve canteens of different kinds. No school of these names is meant. */
export const demoSchools: readonly DemoSchool[] = [
  { key: 'linjiang', school: { name: '临江实验小学', kind: 'primary', dinersPerMeal: 860 } },
  { key: 'qingshan', school: { name: '青山路小学', kind: 'primary', dinersPerMeal: 640 } },
  { key: 'fenglin', school: { name: '枫林小学', kind: 'primary', dinersPerMeal: 520 } },
  {
    key: 'xinghai',
    school: { name: '星海幼儿园', kind: 'kindergarten', dinersPerMeal: 210, sampleMinimumGrams: 150 },
  },
  { key: 'chunya', school: { name: '春芽幼儿园', kind: 'kindergarten', dinersPerMeal: 180 } },
  { key: 'mingde', school: { name: '明德初级中学', kind: 'middle', dinersPerMeal: 980 } },
  { key: 'yucai', school: { name: '育才中学', kind: 'high', dinersPerMeal: 1450 } },
  {
    key: 'donghu',
    school: { name: '东湖高级中学', kind: 'high', dinersPerMeal: 1720, sampleMinimumGrams: 150 },
  },
  { key: 'gongye', school: { name: '第二工业职校', kind: 'vocational', dinersPerMeal: 1100 } },
  {
    key: 'jiangnan',
    school: { name: '江南大学路校区食堂', kind: 'university', dinersPerMeal: 3200, sampleMinimumGrams: 200 },
  },
  {
    key: 'hezuo',
    school: {
      name: '合作路初级中学',
      kind: 'middle',
      dinersPerMeal: 740,
      canteenMode: 'contracted',
      canteenStatus832: 'outsourced',
    },
    contractor: 'canfu',
  },
  {
    key: 'linjiang-annex',
    school: { name: '临江实验小学分校', kind: 'primary', dinersPerMeal: 240, canteenStatus832: 'shared' },
    sharedWith: 'linjiang',
  },
];
