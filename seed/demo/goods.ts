import type { syntheticCodes } from './codes.ts';

/** What canteens buy, as it stands on delivery notes. Prices are illustrative. */
export interface DemoGoods {
  readonly name: string;
  readonly goodsCode: string;
  readonly supplier: string;
  readonly priceFenPerKg: number;
  readonly shelfLifeDays: number;
  /** Surface temperature on arrival; absent for what is not chilled. */
  readonly temperatureMilliC?: number;
  /** Bought for this many school days at once. */
  readonly daysOfStock: number;
  readonly originCode: string;
  readonly maker?: string;
}

export const demoGoods = {
  rice: {
    name: '粳米',
    goodsCode: 'GRAIN.RICE',
    supplier: 'tangyuan',
    priceFenPerKg: 520,
    shelfLifeDays: 365,
    daysOfStock: 10,
    originCode: '230828',
    maker: '汤原稻香米业有限公司',
  },
  flour: {
    name: '特一粉',
    goodsCode: 'GRAIN.FLOUR',
    supplier: 'jinlongmai',
    priceFenPerKg: 390,
    shelfLifeDays: 270,
    daysOfStock: 10,
    originCode: '320981',
    maker: '金穗面粉有限公司',
  },
  millet: {
    name: '敖汉小米',
    goodsCode: 'GRAIN.COARSE',
    supplier: 'liangyou',
    priceFenPerKg: 920,
    shelfLifeDays: 300,
    daysOfStock: 15,
    originCode: '150430',
    maker: '敖汉小米专业合作社',
  },
  oil: {
    name: '一级大豆油',
    goodsCode: 'OIL.VEG',
    supplier: 'huiyuan-oil',
    priceFenPerKg: 940,
    shelfLifeDays: 540,
    daysOfStock: 15,
    originCode: '320682',
    maker: '汇源油脂有限公司',
  },
  soySauce: {
    name: '酿造酱油',
    goodsCode: 'COND.SOYSAUCE',
    supplier: 'tianshi',
    priceFenPerKg: 680,
    shelfLifeDays: 720,
    daysOfStock: 15,
    originCode: '310117',
    maker: '天实调味品有限公司',
  },
  salt: {
    name: '加碘精制盐',
    goodsCode: 'COND.SALT',
    supplier: 'liangyou',
    priceFenPerKg: 320,
    shelfLifeDays: 1095,
    daysOfStock: 30,
    originCode: '320803',
    maker: '苏盐食盐有限公司',
  },
  pork: {
    name: '冷鲜猪后腿',
    goodsCode: 'MEAT.PORK_CHILLED',
    supplier: 'shunxin',
    priceFenPerKg: 2680,
    shelfLifeDays: 5,
    temperatureMilliC: 3200,
    daysOfStock: 1,
    originCode: '310120',
    maker: '顺鑫肉类加工厂',
  },
  chicken: {
    name: '冷冻鸡琵琶腿',
    goodsCode: 'POULTRY.FROZEN',
    supplier: 'fengyu',
    priceFenPerKg: 1560,
    shelfLifeDays: 270,
    temperatureMilliC: -16_000,
    daysOfStock: 5,
    originCode: '310118',
    maker: '丰羽禽业有限公司',
  },
  egg: {
    name: '鲜鸡蛋',
    goodsCode: 'EGG.FRESH',
    supplier: 'dongfeng-egg',
    priceFenPerKg: 1020,
    shelfLifeDays: 30,
    daysOfStock: 3,
    originCode: '411525',
  },
  bass: {
    name: '冰鲜鲈鱼',
    goodsCode: 'AQUA.CHILLED',
    supplier: 'haiyue',
    priceFenPerKg: 3900,
    shelfLifeDays: 2,
    temperatureMilliC: 1800,
    daysOfStock: 1,
    originCode: '310116',
  },
  shrimp: {
    name: '冷冻虾仁',
    goodsCode: 'AQUA.FROZEN_SHRIMP',
    supplier: 'haiyue',
    priceFenPerKg: 6800,
    shelfLifeDays: 540,
    temperatureMilliC: -17_500,
    daysOfStock: 10,
    originCode: '440811',
    maker: '湛海水产加工有限公司',
  },
  cabbage: {
    name: '小青菜',
    goodsCode: 'VEG.LEAF',
    supplier: 'jiangbian',
    priceFenPerKg: 460,
    shelfLifeDays: 2,
    daysOfStock: 1,
    originCode: '310151',
  },
  spinach: {
    name: '菠菜',
    goodsCode: 'VEG.LEAF',
    supplier: 'lvye',
    priceFenPerKg: 620,
    shelfLifeDays: 2,
    daysOfStock: 1,
    originCode: '320681',
  },
  tomato: {
    name: '番茄',
    goodsCode: 'VEG.FRUITING',
    supplier: 'lvye',
    priceFenPerKg: 590,
    shelfLifeDays: 6,
    daysOfStock: 2,
    originCode: '370783',
  },
  potato: {
    name: '威宁土豆',
    goodsCode: 'VEG.ROOT',
    supplier: 'weining',
    priceFenPerKg: 360,
    shelfLifeDays: 30,
    daysOfStock: 5,
    originCode: '520526',
  },
  carrot: {
    name: '胡萝卜',
    goodsCode: 'VEG.ROOT',
    supplier: 'nonghe',
    priceFenPerKg: 380,
    shelfLifeDays: 20,
    daysOfStock: 3,
    originCode: '341321',
  },
  gourd: {
    name: '冬瓜',
    goodsCode: 'VEG.GOURD',
    supplier: 'nonghe',
    priceFenPerKg: 260,
    shelfLifeDays: 12,
    daysOfStock: 3,
    originCode: '320681',
  },
  mushroom: {
    name: '鲜香菇',
    goodsCode: 'VEG.MUSHROOM',
    supplier: 'lvye',
    priceFenPerKg: 1180,
    shelfLifeDays: 4,
    temperatureMilliC: 5000,
    daysOfStock: 1,
    originCode: '330825',
  },
  tofu: {
    name: '老豆腐',
    goodsCode: 'SOY.TOFU',
    supplier: 'xiangdou',
    priceFenPerKg: 520,
    shelfLifeDays: 3,
    temperatureMilliC: 6000,
    daysOfStock: 1,
    originCode: '310113',
    maker: '香豆豆制品厂',
  },
  orange: {
    name: '寻乌脐橙',
    goodsCode: 'FRUIT.CITRUS',
    supplier: 'xunwu',
    priceFenPerKg: 760,
    shelfLifeDays: 25,
    daysOfStock: 3,
    originCode: '360734',
  },
  milk: {
    name: '巴氏鲜牛奶',
    goodsCode: 'DAIRY.PASTEURISED',
    supplier: 'guangming',
    priceFenPerKg: 1150,
    shelfLifeDays: 7,
    temperatureMilliC: 4500,
    daysOfStock: 1,
    originCode: '310112',
    maker: '晨光乳品有限公司',
  },
} as const satisfies Record<string, DemoGoods>;

/** One production licence for each packaged product. */
export function makerLicences(codes: ReturnType<typeof syntheticCodes>): Map<string, string> {
  const goods: readonly DemoGoods[] = Object.values(demoGoods);
  return new Map(goods.map(({ name, originCode }) => [name, codes.productionLicence('101', originCode)]));
}

export type GoodsKey = keyof typeof demoGoods;
