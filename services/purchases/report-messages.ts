import type { Message } from '../web/language.ts';

/** Texts of frozen periods and what became of them. */
export const reportTexts = {
  reports: { zh: '期间报告', en: 'Period reports' },
  none: { zh: '还没有冻结任何期间。', en: 'No period has been frozen yet.' },
  freeze: { zh: '冻结期间', en: 'Freeze a period' },
  freezeHint: {
    zh: '期间结束后签发：保存构成统计的每一行，并把哈希写入存证日志。此后的变化只作为差异列示，冻结的数字不再改变。',
    en: 'Signs a period off once it is over: every row behind its totals is kept and their hash recorded. Later changes are shown as differences; the frozen figures stay.',
  },
  frozenAt: { zh: '冻结时间', en: 'Frozen at' },
  frozenBy: { zh: '签发人', en: 'Signed off by' },
  rows: { zh: '明细行数', en: 'Rows' },
  agrees: {
    zh: '由冻结的明细重新计算，与存证记录中的哈希逐字节一致。',
    en: 'Computed again from the frozen rows: the same bytes as the record names.',
  },
  disagrees: {
    zh: '冻结的明细或统计与存证记录中的哈希不符，请立即核查。',
    en: 'Frozen rows or totals do not have the hash that the record names. Look into this at once.',
  },
  since: { zh: '冻结后的变化', en: 'What became of it since' },
  sinceHint: {
    zh: '按现有记录重新统计同一期间。记账口径下的差异来自补录与更正；重述口径还把以后期间的取消、退货、退款计回原期间。点击差异查看明细。',
    en: 'The same period as it is known now. Booked, it differs by what was recorded late or corrected; restated, also by what later periods took back. Each difference leads to its rows.',
  },
  otherBasis: {
    zh: '冻结后规则包或参考数据已更换，差异可能由此产生。',
    en: 'Rules or reference data have changed since; figures may differ for that reason.',
  },
  figure: { zh: '指标', en: 'Figure' },
  frozen: { zh: '冻结数', en: 'Frozen' },
  bookedNow: { zh: '记账口径现数', en: 'Booked, now' },
  restatedNow: { zh: '重述口径现数', en: 'Restated, now' },
  difference: { zh: '差异', en: 'Difference' },
  noDifference: { zh: '没有差异。', en: 'Nothing differs.' },
  differenceRows: { zh: '差异明细', en: 'Rows that differ' },
  byUnit: { zh: '各填报单位（冻结数）', en: 'Filing units, as frozen' },
  evidence: { zh: '存证与核验', en: 'Evidence' },
  proof: { zh: '存证状态', en: 'Proof' },
  pending: { zh: '等待写入日志', en: 'waiting for the log' },
  sequenced: { zh: '已写入日志，待上链', en: 'in the log, not yet on a ledger' },
  anchored: { zh: '已上链', en: 'on the ledger' },
  rowsHash: { zh: '明细文件 SHA-256', en: 'SHA-256 of the file of rows' },
  totalsHash: { zh: '统计结果 SHA-256', en: 'SHA-256 of the totals' },
  howToCheck: {
    zh: '核验：下载证明与明细文件；check 核验证明，证明中列有两个哈希；recount 由明细文件重新计算统计结果。',
    en: 'To check: download proof and rows; check verifies the proof, which shows both hashes; recount computes the totals from the file of rows.',
  },
  proofFile: { zh: '下载证明', en: 'Download the proof' },
  rowsFile: { zh: '下载明细文件', en: 'Download the rows' },
  totalsFile: { zh: '下载统计结果', en: 'Download the totals' },
  csv: { zh: '下载报告 CSV', en: 'Download the report (CSV)' },
  rowsCsv: { zh: '下载明细 CSV', en: 'Download rows (CSV)' },
  back: { zh: '返回报告', en: 'Back to the report' },
} as const satisfies Record<string, Message>;

/** `2026`, `2026年第3季度`, `2026年10月`. */
export function periodName(from: string, to: string, language: 'zh' | 'en'): string {
  const [year = '', month = ''] = from.split('-');
  const last = Number(to.slice(5, 7));
  const first = Number(month);
  if (last - first === 11) return language === 'zh' ? `${year}年度` : year;
  if (last === first) return language === 'zh' ? `${year}年${first}月` : `${year}-${month}`;
  const quarter = Math.ceil(last / 3);
  return language === 'zh' ? `${year}年第${quarter}季度` : `${year} Q${quarter}`;
}
