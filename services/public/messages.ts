import type { LotKind } from '#schemas/lot.ts';
import type { MealKind } from '#schemas/meal.ts';
import type { LotProofState } from '#schemas/trace.ts';
import type { Message } from '../web/language.ts';

export const fields = {
  goodsName: { zh: '品名', en: 'Product' },
  goodsClass: { zh: '类别', en: 'Class' },
  name: { zh: '名称', en: 'Name' },
  dish: { zh: '菜品', en: 'Dish' },
  dishCode: { zh: '菜品追溯码', en: 'Code of the dish' },
  ingredient: { zh: '原料', en: 'Ingredient' },
  code: { zh: '追溯码', en: 'Code' },
  formerName: { zh: '原名称', en: 'Former name' },
  formerCode: { zh: '原追溯码', en: 'Former code' },
  schoolName: { zh: '学校', en: 'School' },
  fromSchool: { zh: '调出学校', en: 'Sent by' },
  supplier: { zh: '供货者', en: 'Supplier' },
  creditCode: { zh: '统一社会信用代码', en: 'Credit code' },
  origin: { zh: '产地', en: 'Origin' },
  maker: { zh: '生产者', en: 'Maker' },
  makerLicence: { zh: '生产许可证号', en: 'Production licence' },
  importer: { zh: '进口商', en: 'Importer' },
  supplierLot: { zh: '生产批号', en: 'Lot number' },
  producedOn: { zh: '生产日期', en: 'Produced' },
  expiresOn: { zh: '保质期至', en: 'Use by' },
  receivedAt: { zh: '到货时间', en: 'Received' },
  preparedAt: { zh: '加工时间', en: 'Prepared' },
  relabelledAt: { zh: '换标签时间', en: 'Re-labelled' },
  transferredAt: { zh: '调拨时间', en: 'Transferred' },
  cookedAt: { zh: '烹饪完成', en: 'Cooked' },
  servedAt: { zh: '供餐时间', en: 'Served' },
  sealedAt: { zh: '封存时间', en: 'Sealed' },
  keptUntil: { zh: '保存至', en: 'Kept until' },
  mealOn: { zh: '供餐日期', en: 'Day' },
  mealKind: { zh: '餐次', en: 'Meal' },
  coreTemperature: { zh: '中心温度', en: 'Core temperature' },
  allergens: { zh: '致敏物质', en: 'Allergens' },
  paper: { zh: '票证', en: 'Paper' },
  paperNumber: { zh: '编号', en: 'Number' },
  issuer: { zh: '出具单位', en: 'Issuer' },
  issuedOn: { zh: '出具日期', en: 'Issued' },
  validTo: { zh: '有效期至', en: 'Valid until' },
} as const satisfies Record<string, Message>;

export const kinds: Readonly<Record<LotKind, Message>> = {
  'supplier-lot': { zh: '供货批次', en: 'Supplier’s lot' },
  delivery: { zh: '食材', en: 'Ingredient' },
  prepared: { zh: '半成品', en: 'Prepared food' },
  dish: { zh: '菜品', en: 'Dish' },
  meal: { zh: '供餐', en: 'Meal' },
  sample: { zh: '留样', en: 'Retained sample' },
  disposal: { zh: '销毁', en: 'Disposal' },
  return: { zh: '退货', en: 'Return' },
};

export const mealKinds: Readonly<Record<MealKind, Message>> = {
  breakfast: { zh: '早餐', en: 'Breakfast' },
  lunch: { zh: '午餐', en: 'Lunch' },
  dinner: { zh: '晚餐', en: 'Dinner' },
  snack: { zh: '加餐', en: 'Snack' },
  event: { zh: '集体活动', en: 'Event' },
};

export const proofStates: Readonly<Record<LotProofState, Message>> = {
  anchored: { zh: '已上链', en: 'Anchored on the ledger' },
  sequenced: { zh: '已排入日志，待上链', en: 'In the log, not anchored yet' },
  pending: { zh: '已登记，尚未排入日志', en: 'Recorded, not sequenced into the log yet' },
  failed: { zh: '核验失败', en: 'The check failed' },
  none: { zh: '未要求', en: 'Not required' },
};

export const texts = {
  product: { zh: '膳溯', en: 'Shansu' },
  tagline: { zh: '学校食堂食品溯源', en: 'Food records of school canteens' },
  otherLanguage: { zh: 'English', en: '中文' },
  privacy: {
    zh: '本页不含个人信息、价格和库存，不使用 cookie。',
    en: 'This page has no personal data, prices or stock, and uses no cookies.',
  },
  origin: { zh: '来源', en: 'Origin' },
  about: { zh: '基本情况', en: 'About' },
  papers: { zh: '随货票证', en: 'Papers' },
  ingredients: { zh: '原料', en: 'Ingredients' },
  dishes: { zh: '菜品', en: 'Dishes' },
  origins: { zh: '原料还来自', en: 'Ingredients further come from' },
  sample: { zh: '留样', en: 'Retained samples' },
  sampleKept: { zh: '在存 {count} 份，最晚保存至 {until}', en: '{count} kept, the last until {until}' },
  sampleNone: { zh: '没有在存的留样', en: 'None is kept now' },
  held: { zh: '这一批次已封存，暂停使用。', en: 'This lot is held and may not be used.' },
  proof: { zh: '证明', en: 'Proof' },
  checking: {
    zh: '启用脚本后，本页会在您的设备上核验。',
    en: 'With scripts on, this page is checked on your own device.',
  },
  failedHint: {
    zh: '这条记录与登记时不一致，请勿据此判断，并向学校反映。',
    en: 'The record is not what it was when it was made. Do not rely on it, and tell the school.',
  },
  download: { zh: '下载证明文件', en: 'Download the proof' },
  words: {
    zh: '证明只说明：所示内容自登记入日志起未被改动。它不是食品安全的结论。',
    en: 'A proof says that what is shown was not changed since it entered the log. It does not say that the food is safe.',
  },
  lookUpTitle: { zh: '查询追溯码', en: 'Look up a code' },
  lookUpHint: {
    zh: '扫描标签上的二维码，或在这里输入印在它旁边的追溯码。',
    en: 'Scan the QR code on a label, or type the code that is printed beside it.',
  },
  codeLabel: { zh: '追溯码（17 位）', en: 'Code (17 characters)' },
  lookUp: { zh: '查询', en: 'Look up' },
  notFound: { zh: '没有找到', en: 'Not found' },
  notFoundHint: {
    zh: '请核对追溯码，共 17 位，印在标签上。不公开的批次也查不到。',
    en: 'Check the code: 17 characters, printed on the label. Lots that are not public are not found either.',
  },
  tooMany: { zh: '请求过于频繁', en: 'Too many requests' },
  tooManyHint: { zh: '请稍等一分钟再试。', en: 'Wait a minute and try again.' },
} as const satisfies Record<string, Message>;
