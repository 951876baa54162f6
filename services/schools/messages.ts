import type { Message } from '../web/language.ts';

export const messages = {
  title: { zh: '学校', en: 'Schools' },
  name: { zh: '名称', en: 'Name' },
  kind: { zh: '类别', en: 'Kind' },
  diners: { zh: '每餐就餐人数', en: 'Diners per meal' },
  kindergarten: { zh: '幼儿园', en: 'Kindergarten' },
  primary: { zh: '小学', en: 'Primary school' },
  middle: { zh: '初中', en: 'Middle school' },
  high: { zh: '高中', en: 'High school' },
  vocational: { zh: '中职', en: 'Vocational school' },
  university: { zh: '高校', en: 'University' },
} as const satisfies Record<string, Message>;
