import type { DocumentExpression, Reference } from '../reference/index.ts';
import type { StandingFault } from '../suppliers/index.ts';
import type { Language, Message } from '../web/language.ts';
import { punctuation } from '../web/punctuation.ts';

/** Names of the papers that would close each gap: 动物检疫合格证明、(承诺达标合格证 或 产地证明). */
export function alternatives(missing: DocumentExpression, reference: Reference, language: Language): string {
  const name = (code: string) => {
    const type = reference.documentTypes.find((candidate) => candidate.code === code);
    return (language === 'zh' ? type?.nameZh : type?.nameEn) ?? code;
  };
  return missing
    .map((group) => group.map(name).join(language === 'zh' ? '或' : ' or '))
    .join(punctuation[language].comma);
}

export const texts = {
  banned: (item: string): Message => ({ zh: `禁止采购${item}`, en: `${item} is banned` }),
  expired: (on: string): Message => ({
    zh: `已于${on}到期，只能拒收`,
    en: `expired on ${on}; it can only be refused`,
  }),
  undocumented: (zh: string, en: string): Message => ({ zh: `缺少${zh}`, en: `missing ${en}` }),
  held: { zh: '供货者的这一批次已封存，只能拒收', en: 'this supplier lot is held; it can only be refused' },
  checkDigit: {
    zh: '生产许可证编号校验位不符，须由主管说明理由',
    en: 'the check digit of the maker’s licence fails; a manager must give a reason',
  },
  impossibleLicence: { zh: '生产许可证编号无效', en: 'the maker’s licence number cannot be right' },
} as const;

/** Why the supplier may not deliver these goods on this day. */
export const faultTexts: Readonly<Record<StandingFault['code'], Message>> = {
  'not-admitted': { zh: '供货者未经本校准入', en: 'the supplier is not admitted to this school' },
  exited: { zh: '供货者已退出', en: 'the supplier has left' },
  suspended: { zh: '供货者已被暂停供货', en: 'the supplier is suspended' },
  'licence-missing': { zh: '供货者缺少有效许可', en: 'the supplier lacks a valid licence' },
  'licence-expired': { zh: '供货者许可证已过期', en: 'a licence of the supplier has expired' },
  'out-of-scope': { zh: '超出供货者许可或准入范围', en: 'outside what the supplier may deliver' },
};
