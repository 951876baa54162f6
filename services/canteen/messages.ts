import type { Message } from '../web/language.ts';

export const messages = {
  today: { zh: '今日食堂', en: 'Canteen today' },
  receive: { zh: '收货', en: 'Receive a delivery' },
  stock: { zh: '库存', en: 'Stock' },
} as const satisfies Record<string, Message>;
