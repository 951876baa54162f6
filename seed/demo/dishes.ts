import type { GoodsKey } from './goods.ts';

export interface DemoDish {
  readonly name: string;
  /** Grams of each ingredient for one diner. */
  readonly gramsPerDiner: Readonly<Partial<Record<GoodsKey, number>>>;
  /** Fried in the oil vat, which is topped up rather than emptied. */
  readonly fried?: boolean;
}

const staple: DemoDish = { name: '白米饭', gramsPerDiner: { rice: 110 } };

/** Five days of lunches; each school starts the week at its own day. */
export const menus: readonly (readonly DemoDish[])[] = [
  [
    staple,
    { name: '红烧肉', gramsPerDiner: { pork: 70, soySauce: 6, salt: 1 } },
    { name: '番茄炒蛋', gramsPerDiner: { tomato: 60, egg: 40, salt: 1 } },
    { name: '清炒小青菜', gramsPerDiner: { cabbage: 110, salt: 1 } },
  ],
  [
    staple,
    { name: '香酥鸡腿', gramsPerDiner: { chicken: 95, flour: 8, salt: 1 }, fried: true },
    { name: '土豆烧胡萝卜', gramsPerDiner: { potato: 80, carrot: 30, soySauce: 3 } },
    { name: '蒜蓉菠菜', gramsPerDiner: { spinach: 105, salt: 1 } },
  ],
  [
    staple,
    { name: '香菇肉片', gramsPerDiner: { pork: 50, mushroom: 35, salt: 1 } },
    { name: '家常豆腐', gramsPerDiner: { tofu: 80, soySauce: 4 } },
    { name: '冬瓜汤', gramsPerDiner: { gourd: 70, salt: 1 } },
  ],
  [
    staple,
    { name: '清蒸鲈鱼', gramsPerDiner: { bass: 90, soySauce: 4, salt: 1 } },
    { name: '虾仁炒蛋', gramsPerDiner: { shrimp: 25, egg: 45, salt: 1 } },
    { name: '清炒小青菜', gramsPerDiner: { cabbage: 110, salt: 1 } },
  ],
  [
    { name: '小米粥', gramsPerDiner: { millet: 35 } },
    { name: '炸土豆块', gramsPerDiner: { potato: 90, flour: 5, salt: 1 }, fried: true },
    { name: '肉末豆腐', gramsPerDiner: { pork: 30, tofu: 70, soySauce: 4 } },
    { name: '蒜蓉菠菜', gramsPerDiner: { spinach: 105, salt: 1 } },
  ],
];
