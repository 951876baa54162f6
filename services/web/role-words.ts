import type { Role } from '#schemas/role.ts';
import type { Message } from './language.ts';

/** What people call each role. */
export const roleWords: Readonly<Record<Role, Message>> = {
  receiver: { zh: '收货员', en: 'receiver' },
  manager: { zh: '食堂负责人', en: 'canteen manager' },
  supplier: { zh: '供货者', en: 'supplier' },
  'school-admin': { zh: '学校管理员', en: 'school administrator' },
  inspector: { zh: '监管人员', en: 'inspector' },
  auditor: { zh: '审计人员', en: 'auditor' },
  operator: { zh: '运维人员', en: 'operator' },
};
