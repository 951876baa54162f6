import type { Message } from '../web/language.ts';

export const texts = {
  title: { zh: '核查发现', en: 'Findings' },
  intro: {
    zh: '系统按规则自动核查，每条发现都保留依据和证据，须由人核实，本身不是处理结论。',
    en: 'The rules are checked by the product. Each finding keeps its basis and its evidence; a person has to verify it, it is no verdict.',
  },
  purchases: { zh: '832采购的年度核查', en: 'Yearly findings about 832 purchases' },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
  school: { zh: '学校', en: 'School' },
  allSchools: { zh: '全部学校', en: 'All schools' },
  rule: { zh: '规则', en: 'Rule' },
  allRules: { zh: '全部规则', en: 'All rules' },
  show: { zh: '查询', en: 'Show' },
  onlyDays: {
    zh: '一次最多查询{n}天，已从{from}开始查询。',
    en: '{n} days at most are looked at; these begin on {from}.',
  },
  found: { zh: '发现', en: 'Found' },
  about: { zh: '对象', en: 'About' },
  facts: { zh: '事实与证据', en: 'Facts and evidence' },
  raised: { zh: '发现时间', en: 'Found at' },
  none: { zh: '这段时间没有核查发现。', en: 'Nothing was found in these days.' },
  unsampled: { zh: '应留样而未留样', en: 'Dishes without a sample that is due' },
  unsampledHint: {
    zh: '按供餐和留样记录即时核查，补留后自动消失。',
    en: 'Asked of the records as they stand; gone when the sample is there.',
  },
  sampleDue: { zh: '最迟', en: 'due' },
  moreDishes: {
    zh: '另有 {n} 道菜品，请缩短时间或选择学校。',
    en: '{n} more dishes; choose fewer days or a school.',
  },
  next: { zh: '更早的', en: 'Earlier ones' },
  guard: { zh: '禁止性规定', en: 'absolute rule' },
  finding: { zh: '待核实', en: 'to be verified' },
  unverified: { zh: '（条款未核对原文）', en: ' (clause not checked against its text)' },
  moreLots: { zh: '等 {n} 个批次', en: 'and {n} more' },
} as const satisfies Record<string, Message>;

/** What a finding can be about. */
export const subjectWords: Readonly<Record<string, Message>> = {
  lot: { zh: '批次', en: 'Lot' },
  sample: { zh: '留样', en: 'Sample' },
  delivery: { zh: '送货单', en: 'Delivery note' },
  supplier: { zh: '供货者', en: 'Supplier' },
  school: { zh: '食堂', en: 'Canteen' },
  meal: { zh: '供餐', en: 'Meal' },
  'order-line': { zh: '832订单', en: '832 order' },
  'reserve-filing': { zh: '预留份额填报', en: 'Reserve filing' },
};
