import { mealNames } from '#schemas/meal.ts';
import type { Message } from '../web/language.ts';

export const messages = {
  title: { zh: '标签', en: 'Label' },
  howToPrint: {
    zh: '用浏览器打印，纸张 60 × 40 毫米，缩放 100%，无页边距。',
    en: 'Print with the browser: paper 60 × 40 mm, scale 100 %, no margins.',
  },
  back: { zh: '返回', en: 'Back' },
  school: { zh: '单位', en: 'School' },
  supplierLot: { zh: '批号', en: 'Lot no.' },
  producedOn: { zh: '生产', en: 'Made' },
  expiresOn: { zh: '到期', en: 'Use by' },
  delivery: { zh: '收货', en: 'Received' },
  prepared: { zh: '制作', en: 'Prepared' },
  dish: { zh: '出锅', en: 'Cooked' },
  meal: { zh: '开餐', en: 'Served' },
  disposal: { zh: '销毁', en: 'Destroyed' },
  return: { zh: '退货', en: 'Returned' },
  sample: { zh: '留样', en: 'Sample' },
  'supplier-lot': { zh: '供货批次', en: 'Supplier lot' },
  mealKind: { zh: '餐次', en: 'Meal' },
  sealedAt: { zh: '留样时间', en: 'Sealed' },
  grams: { zh: '重量', en: 'Weight' },
  takenBy: { zh: '留样人', en: 'Taken by' },
  dueAt: { zh: '销毁时间', en: 'Keep until' },
  container: { zh: '位置', en: 'Place' },
  ...mealNames,
} as const satisfies Record<string, Message>;
