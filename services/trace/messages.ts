import type { LotEventKind, LotKind, LotStatus } from '#schemas/lot.ts';
import type { MealKind } from '#schemas/meal.ts';
import type { LotProofState, TracedPerson } from '#schemas/trace.ts';
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

export const mealKinds: Texts<MealKind> = {
  breakfast: { zh: '早餐', en: 'Breakfast' },
  lunch: { zh: '午餐', en: 'Lunch' },
  dinner: { zh: '晚餐', en: 'Dinner' },
  snack: { zh: '加餐', en: 'Snack' },
  event: { zh: '集体活动', en: 'Event' },
};

/** The badge has four states; a record with its place in the log still waits for the ledger. */
export const proofStates: Texts<LotProofState> = {
  anchored: { zh: '已上链并核验', en: 'Anchored and checked' },
  sequenced: { zh: '待上链', en: 'Not anchored yet' },
  pending: { zh: '待上链', en: 'Not anchored yet' },
  failed: { zh: '核验失败', en: 'Check failed' },
  none: { zh: '未要求', en: 'Not required' },
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
