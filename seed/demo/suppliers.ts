import type { SupplierKind } from '#schemas/supplier-kind.ts';

export interface DemoSupplier {
  readonly key: string;
  readonly name: string;
  readonly kind: SupplierKind;
  /** County of registration. Cooperatives sit in counties of the 832 list. */
  readonly divisionCode: string;
  readonly goodsScope: readonly string[];
  /** Business licence class of the food operation licence, and main category of the production licence. */
  readonly productionCategory?: string;
  /** What is wrong with it, for the demo to show. */
  readonly trouble?: 'licence-expired' | 'licence-expiring';
}

/** Twenty-four suppliers. Names and codes are made up: subject codes MAX…, serials 99…. */
export const demoSuppliers: readonly DemoSupplier[] = [
  {
    key: 'lvye',
    name: '绿野蔬菜配送有限公司',
    kind: 'dealer',
    divisionCode: '310115',
    goodsScope: ['VEG', 'FRUIT'],
  },
  {
    key: 'jiangbian',
    name: '江边蔬菜专业合作社',
    kind: 'cooperative',
    divisionCode: '310151',
    goodsScope: ['VEG'],
  },
  {
    key: 'nonghe',
    name: '农禾果蔬市场第七档',
    kind: 'market',
    divisionCode: '310114',
    goodsScope: ['VEG', 'FRUIT'],
  },
  {
    key: 'shunxin',
    name: '顺鑫肉类加工厂',
    kind: 'slaughterhouse',
    divisionCode: '310120',
    goodsScope: ['MEAT'],
  },
  {
    key: 'huamu',
    name: '华牧冷鲜肉配送有限公司',
    kind: 'dealer',
    divisionCode: '310112',
    goodsScope: ['MEAT', 'POULTRY'],
  },
  {
    key: 'fengyu',
    name: '丰羽禽业有限公司',
    kind: 'slaughterhouse',
    divisionCode: '310118',
    goodsScope: ['POULTRY', 'EGG'],
  },
  {
    key: 'dongfeng-egg',
    name: '东风蛋品专业合作社',
    kind: 'cooperative',
    divisionCode: '411525',
    goodsScope: ['EGG'],
  },
  { key: 'haiyue', name: '海悦水产有限公司', kind: 'dealer', divisionCode: '310116', goodsScope: ['AQUA'] },
  {
    key: 'liangyou',
    name: '良优粮油经营部',
    kind: 'dealer',
    divisionCode: '310115',
    goodsScope: ['GRAIN', 'OIL', 'COND', 'STARCH'],
  },
  {
    key: 'jinlongmai',
    name: '金穗面粉有限公司',
    kind: 'manufacturer',
    divisionCode: '320981',
    goodsScope: ['GRAIN'],
    productionCategory: '101',
  },
  {
    key: 'tianshi',
    name: '天实调味品有限公司',
    kind: 'manufacturer',
    divisionCode: '310117',
    goodsScope: ['COND'],
    productionCategory: '103',
  },
  {
    key: 'huiyuan-oil',
    name: '汇源油脂有限公司',
    kind: 'manufacturer',
    divisionCode: '320682',
    goodsScope: ['OIL'],
    productionCategory: '102',
  },
  {
    key: 'xiangdou',
    name: '香豆豆制品厂',
    kind: 'manufacturer',
    divisionCode: '310113',
    goodsScope: ['SOY'],
    productionCategory: '125',
  },
  {
    key: 'guangming',
    name: '晨光乳品配送有限公司',
    kind: 'dealer',
    divisionCode: '310112',
    goodsScope: ['DAIRY'],
  },
  {
    key: 'maixiang',
    name: '麦香糕点有限公司',
    kind: 'manufacturer',
    divisionCode: '310114',
    goodsScope: ['BAKERY'],
    productionCategory: '124',
  },
  {
    key: 'sudong',
    name: '速冻佳食品有限公司',
    kind: 'manufacturer',
    divisionCode: '410122',
    goodsScope: ['FROZEN'],
    productionCategory: '111',
  },
  {
    key: 'canfu',
    name: '餐福餐饮管理有限公司',
    kind: 'caterer',
    divisionCode: '310115',
    goodsScope: ['MEAL', 'VEG', 'MEAT'],
  },
  {
    key: 'jinzhai',
    name: '金寨山里红专业合作社',
    kind: 'cooperative',
    divisionCode: '341524',
    goodsScope: ['OIL', 'VEG'],
  },
  {
    key: 'shouxian',
    name: '寿县八公山豆制品有限公司',
    kind: 'manufacturer',
    divisionCode: '340422',
    goodsScope: ['SOY'],
    productionCategory: '125',
  },
  {
    key: 'weining',
    name: '威宁高原马铃薯专业合作社',
    kind: 'cooperative',
    divisionCode: '520526',
    goodsScope: ['VEG'],
  },
  {
    key: 'xunwu',
    name: '寻乌脐橙专业合作社',
    kind: 'cooperative',
    divisionCode: '360734',
    goodsScope: ['FRUIT'],
  },
  {
    key: 'tangyuan',
    name: '汤原稻香米业有限公司',
    kind: 'manufacturer',
    divisionCode: '230828',
    goodsScope: ['GRAIN'],
    productionCategory: '101',
  },
  {
    key: 'aohan',
    name: '敖汉小米专业合作社',
    kind: 'cooperative',
    divisionCode: '150430',
    goodsScope: ['GRAIN'],
    trouble: 'licence-expiring',
  },
  {
    key: 'laoxu',
    name: '老徐干货商行',
    kind: 'dealer',
    divisionCode: '310115',
    goodsScope: ['VEG', 'COND', 'SOY'],
    trouble: 'licence-expired',
  },
];
