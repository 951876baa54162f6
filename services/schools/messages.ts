import { schoolKindNames } from '#schemas/school.ts';
import type { Message } from '../web/language.ts';

export const messages = {
  title: { zh: '学校', en: 'Schools' },
  name: { zh: '名称', en: 'Name' },
  kind: { zh: '类别', en: 'Kind' },
  diners: { zh: '每餐就餐人数', en: 'Diners per meal' },
  ...schoolKindNames,
} as const satisfies Record<string, Message>;
