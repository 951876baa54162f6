import type { LotEventKind, LotKind, LotStatus } from '#schemas/lot.ts';
import type { LotProof, LotProofState, SearchHit, TracedPerson } from '#schemas/trace.ts';
import type { Message } from '../web/language.ts';

type Texts<Key extends string> = Readonly<Record<Key, Message>>;

export const lotKinds: Texts<LotKind> = {
  'supplier-lot': { zh: '供货批次', en: 'Supplier lot' },
  delivery: { zh: '进货', en: 'Delivery' },
  prepared: { zh: '半成品', en: 'Prepared' },
  dish: { zh: '菜品', en: 'Dish' },
  meal: { zh: '供餐', en: 'Meal' },
  sample: { zh: '留样', en: 'Sample' },
  disposal: { zh: '销毁', en: 'Disposal' },
  return: { zh: '退货', en: 'Return' },
};

export const lotStatuses: Texts<LotStatus> = {
  'awaiting-signature': { zh: '待签收', en: 'Awaiting signature' },
  open: { zh: '在用', en: 'In use' },
  held: { zh: '已封存', en: 'Held' },
  closed: { zh: '已用完', en: 'Closed' },
};

export const eventKinds: Texts<LotEventKind> = {
  delivery: { zh: '进货', en: 'delivered' },
  issue: { zh: '领用', en: 'issued' },
  restocking: { zh: '退库', en: 'restocked' },
  preparation: { zh: '加工', en: 'prepared' },
  'top-up': { zh: '补加', en: 'topped up' },
  cooking: { zh: '烹饪', en: 'cooked' },
  serving: { zh: '供餐', en: 'served' },
  sampling: { zh: '留样', en: 'sampled' },
  relabelling: { zh: '换标签', en: 're-labelled' },
  transfer: { zh: '调拨', en: 'transferred' },
  return: { zh: '退货', en: 'returned' },
  disposal: { zh: '销毁', en: 'destroyed' },
};

export const pictureTexts = {
  supplier: { zh: '供货者', en: 'Supplier' },
  same: {
    zh: '图与下表内容相同；图中合并显示的批次，表中逐一列出。',
    en: 'The picture shows what the table says; lots drawn as one are listed one by one.',
  },
  title: { zh: '链路图', en: 'Picture' },
} as const satisfies Record<string, Message>;

/** The badge has four states; a record with its place in the log still waits for the ledger. */
export const proofStates: Texts<LotProofState> = {
  anchored: { zh: '已上链并核验', en: 'Anchored and checked' },
  sequenced: { zh: '待上链', en: 'Not anchored yet' },
  pending: { zh: '待上链', en: 'Not anchored yet' },
  failed: { zh: '核验失败', en: 'Check failed' },
  none: { zh: '未要求', en: 'Not required' },
};

export const ledgerNames: Texts<NonNullable<LotProof['ledger']>> = {
  'fabric-development': { zh: '上链（开发账本）', en: 'anchored (development ledger)' },
  fabric: { zh: '上链（Fabric 账本）', en: 'anchored (Fabric ledger)' },
};

export const acts: Texts<TracedPerson['act']> = {
  recorded: { zh: '登记', en: 'Recorded by' },
  signed: { zh: '签收', en: 'Signed by' },
  witnessed: { zh: '见证', en: 'Witnessed by' },
};

export { roleWords as roles } from '../web/role-words.ts';

export const columns = {
  stage: { zh: '环节', en: 'Stage' },
  name: { zh: '名称', en: 'Name' },
  code: { zh: '追溯码', en: 'Code' },
  school: { zh: '学校', en: 'School' },
  supplier: { zh: '供货者', en: 'Supplier' },
  creditCode: { zh: '统一社会信用代码', en: 'Credit code' },
  supplierLot: { zh: '生产批号', en: 'Supplier’s lot' },
  noteNumber: { zh: '送货单号', en: 'Delivery note' },
  origin: { zh: '产地', en: 'Origin' },
  producedOn: { zh: '生产日期', en: 'Produced' },
  expiresOn: { zh: '保质期至', en: 'Use by' },
  beganAt: { zh: '时间', en: 'Time' },
  quantity: { zh: '数量（千克）', en: 'Quantity (kg)' },
  remaining: { zh: '剩余（千克）', en: 'Left (kg)' },
  status: { zh: '状态', en: 'Status' },
  diners: { zh: '就餐人数', en: 'Diners' },
  coreTemperature: { zh: '中心温度（℃）', en: 'Core temperature (°C)' },
  sampleDue: { zh: '留样至', en: 'Sample kept until' },
  sampleDiscarded: { zh: '留样处置时间', en: 'Sample discarded' },
  cabinet: { zh: '留样柜', en: 'Cabinet' },
  papers: { zh: '票证', en: 'Papers' },
  people: { zh: '经手人', en: 'People' },
  proof: { zh: '证明', en: 'Proof' },
  anchoredAt: { zh: '上链时间', en: 'Anchored' },
  recordedAt: { zh: '登记时间', en: 'Recorded' },
  record: { zh: '记录编号', en: 'Record' },
} as const satisfies Record<string, Message>;

export const pageTexts = {
  search: { zh: '溯源查询', en: 'Trace' },
  searchLabel: { zh: '查询内容', en: 'Look for' },
  searchHint: {
    zh: '追溯码、送货单号、生产批号、供货者、学校、食材或菜品名称、日期（如 2026-03-02，可写起止两个日期）',
    en: 'Code, delivery note, supplier’s lot, supplier, school, goods or dish, a date such as 2026-03-02, or two of them',
  },
  find: { zh: '查询', en: 'Find' },
  nothing: {
    zh: '没有找到。请核对后换一种说法再查。',
    en: 'Nothing was found. Check what you typed, or try another word.',
  },
  more: {
    zh: '只列出最近的一部分，请补充条件缩小范围。',
    en: 'Only the newest are listed; narrow the search.',
  },
  lots: { zh: '批次', en: 'Lots' },
  suppliers: { zh: '供货者', en: 'Suppliers' },
  schools: { zh: '学校', en: 'Schools' },
  matched: { zh: '匹配', en: 'Matched' },
  theirLots: { zh: '查看其批次', en: 'Show its lots' },
  back: { zh: '溯源：从哪里来', en: 'Back: where it came from' },
  forward: { zh: '追踪：到哪里去', en: 'Forward: where it went' },
  direction: { zh: '方向', en: 'Direction' },
  csv: { zh: '导出表格', en: 'Export CSV' },
  hold: { zh: '封存这一批次', en: 'Hold this lot' },
  publicPage: { zh: '公众页面', en: 'Public page' },
  table: { zh: '批次列表', en: 'Lots' },
  bySchool: { zh: '各校情况', en: 'By school' },
  evidence: { zh: '证据', en: 'Evidence' },
  bundle: { zh: '下载证明文件', en: 'Download the proof' },
  traceThis: { zh: '从这一批次查起', en: 'Trace this lot' },
  meals: { zh: '供餐', en: 'Meals' },
  diners: { zh: '就餐人次', en: 'Diners' },
  samplesKept: { zh: '在存留样', en: 'Samples kept' },
  truncated: {
    zh: '链路共有更多批次：以下只列出最近的一部分，另有 {count} 个批次未列出。统计数字包含全部。',
    en: '{count} more lots were reached and are not listed here. The figures are over all of them.',
  },
  showAll: { zh: '导出全部', en: 'Export all' },
  outsideScope: {
    zh: '另有 {count} 个批次不在您的查看范围内，未计入。',
    en: '{count} more lots are outside what you may see, and are not counted.',
  },
  recorded: { zh: '登记', en: 'recorded' },
  notYetInLog: { zh: '尚未进入日志', en: 'not in the log yet' },
  inLog: { zh: '已进入日志', en: 'in the log' },
  failedHint: {
    zh: '这条记录与当时登记的内容不一致，或已不在日志中的原位。请立即运行审计。',
    en: 'The record is not what was recorded, or not where it was in the log. Run the audit now.',
  },
} as const satisfies Record<string, Message>;

export const sharedTexts = {
  title: { zh: '共同来源排查', en: 'Common cause' },
  intro: {
    zh: '勾选发病人员吃过的餐次，查出这些餐次共同用过的批次、供货者和食材。',
    en: 'Tick the meals that the sick people had, and see which lots, suppliers and goods these meals share.',
  },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
  showMeals: { zh: '列出餐次', en: 'List meals' },
  noMeals: { zh: '这段时间没有供餐记录。', en: 'No meals were served in these days.' },
  diners: { zh: '{n} 人', en: '{n} diners' },
  compare: { zh: '查共同来源', en: 'Find what they share' },
  chooseSome: {
    zh: '请勾选两个以上的餐次（最多 {n} 个）。',
    en: 'Tick at least two meals (at most {n}).',
  },
  result: { zh: '{n} 个餐次的共同来源', en: 'What {n} meals share' },
  resultHint: {
    zh: '涉及餐次多、其他餐次少用的排在前面。共用不等于原因，仅供排查；点批次名称查看去向和召回名单。',
    en: 'Those in most of the meals and in few others come first. What is shared is a clue and no proof; follow a lot to see where it went and whom to recall it from.',
  },
  nothingCommon: { zh: '这些餐次没有共用的批次。', en: 'These meals share no lot.' },
  lot: { zh: '批次', en: 'Lot' },
  inMeals: { zh: '涉及所选餐次', en: 'In these meals' },
  otherMeals: { zh: '涉及其他餐次', en: 'In other meals' },
  suppliers: { zh: '共同供货者', en: 'Suppliers' },
  goods: { zh: '共同食材', en: 'Goods' },
  link: { zh: '多个餐次有人不适：排查共同来源', en: 'People of several meals are ill: find what they share' },
  withOthers: { zh: '与其他餐次比对', en: 'Compare with other meals' },
} as const satisfies Record<string, Message>;

/** What is held now. */
export const holdTexts = {
  title: { zh: '封存中的批次', en: 'Lots on hold' },
  none: { zh: '没有封存的批次', en: 'No lot is held' },
  reason: { zh: '封存原因', en: 'Reason' },
  since: { zh: '封存时间', en: 'Since' },
  everywhere: { zh: '全部学校', en: 'All schools' },
  next: { zh: '更早的封存', en: 'Earlier holds' },
} as const satisfies Record<string, Message>;

export const matches: Texts<SearchHit['matched']> = {
  code: { zh: '追溯码', en: 'code' },
  'note-number': { zh: '送货单号', en: 'delivery note' },
  'supplier-lot': { zh: '生产批号', en: 'supplier’s lot' },
  name: { zh: '名称', en: 'name' },
  'credit-code': { zh: '信用代码', en: 'credit code' },
  goods: { zh: '食材类别', en: 'class of goods' },
  date: { zh: '日期', en: 'date' },
  listed: { zh: '范围内', en: 'listed' },
};
