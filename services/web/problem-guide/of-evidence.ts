import type { ProblemCode } from '#schemas/problem.ts';
import type { Advice } from './advice.ts';

/** Problems of records, proofs and of the machines that keep them. */
export const ofEvidence = {
  'record-immutable': {
    cause: {
      zh: '记录一经登记就不可修改或删除，这正是它能够作证的原因。',
      en: 'A record is never changed or deleted once it was made; that is why it can prove something.',
    },
    cure: {
      zh: '用“更正”登记一条新记录，写明理由；原记录保留。',
      en: 'Make a correction: a new record that replaces it, with a reason. The first one stays.',
    },
  },
  'proof-pending': {
    cause: {
      zh: '记录刚刚登记，还没有排入日志，通常几秒内完成。',
      en: 'The record was just made and has no place in the log yet; it takes a few seconds as a rule.',
    },
    cure: {
      zh: '稍后再取。超过一分钟仍未完成时，请运维人员查看 /metrics 的日志积压。',
      en: 'Ask again in a moment. After a minute, let an operator see in /metrics how far the log is behind.',
    },
  },
  'storage-full': {
    cause: {
      zh: '服务器的磁盘已满，文件没有保存。',
      en: 'The server’s disk is full; the file was not kept.',
    },
    cure: {
      zh: '请运维人员腾出 DATA_DIR 所在磁盘的空间，然后重新上传。',
      en: 'Let an operator make room on the disk of DATA_DIR, and send the file again.',
    },
  },
  internal: {
    cause: {
      zh: '程序出了没有预料到的错误。没有半途保存的内容：一次提交要么全部保存，要么全不保存。',
      en: 'The product failed in a way that nobody foresaw. Nothing is half saved: a submission is kept whole or not at all.',
    },
    cure: {
      zh: '再试一次；仍然如此时，把请求编号告诉运维人员，日志里凭它可以找到原因。',
      en: 'Try again. If it stays, give the request number to an operator, who finds the reason in the log by it.',
    },
  },
  'ledger-unavailable': {
    cause: {
      zh: '暂时连不上账本（Fabric 网络）。登记不受影响，上链会在恢复后补上。',
      en: 'The ledger (the Fabric network) cannot be reached for now. Recording goes on; anchoring is made up for later.',
    },
    cure: {
      zh: '稍后再试。运维人员请检查连接配置、证书和各机构的节点。',
      en: 'Try again later. Operators check the connection profile, the certificates and the organisations’ peers.',
    },
  },
  'database-unavailable': {
    cause: {
      zh: '暂时连不上数据库，或它正忙、空间不足。没有得到确认的提交可能没有保存。',
      en: 'The database cannot be reached for now, is too busy, or is out of space. What was not acknowledged may not be saved.',
    },
    cure: {
      zh: '稍后用同样的提交编号重发，不会登记两次。运维人员请查看 /readyz 和数据库日志。',
      en: 'Send it again later with the same key: it is not recorded twice. Operators look at /readyz and the database’s log.',
    },
  },
} as const satisfies Partial<Record<ProblemCode, Advice>>;
