import type { Message } from '../web/language.ts';

export const messages = {
  title: { zh: '个人信息删除', en: 'Erase personal data' },
  note: {
    zh: '离职人员申请后，把姓名连同随机数从所有记录中删除。记录和证明仍然有效，只能看到“内容已删除”。删除后无法恢复。',
    en: 'At the request of somebody who left, the name is deleted from every record, with its salt. Records and proofs stay valid and say that content was erased. It cannot be undone.',
  },
  nobody: {
    zh: '没有已停用的账号。只能删除已停用账号的姓名。',
    en: 'No account has ended. Only names of ended accounts can be erased.',
  },
  account: { zh: '已停用的账号', en: 'Ended account' },
  reason: { zh: '删除原因', en: 'Reason' },
  authority: { zh: '依据（谁提出）', en: 'On whose authority' },
  confirm: {
    zh: '我已核实身份，知道删除后无法恢复',
    en: 'I checked who asks, and know that it cannot be undone',
  },
  unconfirmed: { zh: '请先确认', en: 'Confirm it first' },
  erase: { zh: '删除姓名', en: 'Erase the name' },
  done: {
    zh: '已从 {records} 条记录中删除 {erased} 处姓名。',
    en: 'Erased {erased} names from {records} records.',
  },
} as const satisfies Record<string, Message>;
