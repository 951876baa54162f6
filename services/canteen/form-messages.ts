import type { Message } from '../web/language.ts';
import type { LotActionName } from './lot-actions.ts';

/** Texts of the forms about one lot. */
export const formMessages = {
  kilograms: { zh: '重量（千克）', en: 'Weight (kg)' },
  reason: { zh: '原因', en: 'Reason' },
  place: { zh: '在哪里', en: 'Where it is' },
  witness: { zh: '见证人', en: 'Witness' },
  witnessHint: { zh: '看着货物退走的人', en: 'Who saw the goods go' },
  witnessPin: { zh: '见证人签收码（6 位）', en: 'PIN of the witness (6 digits)' },
  toSchool: { zh: '调到哪个学校', en: 'To which school' },
  newDate: { zh: '新标签上的到期日', en: 'Use-by date on the new label' },
  newDateHint: { zh: '保质期只能提前，不能推后。', en: 'The date may only come closer.' },
  added: { zh: '加了什么（千克）', en: 'What was added (kg)' },
  addedHint: {
    zh: '只填加进去的；没有的请先出库。',
    en: 'Only what went in; issue first what is missing.',
  },
  nothingToAdd: {
    zh: '厨房里没有可加的食材，请先出库。',
    en: 'The kitchen has nothing to add: issue first.',
  },
  issueFirst: { zh: '去出库', en: 'Issue' },
  inVessel: { zh: '容器里还有', en: 'In the vessel now' },
  sendReturn: { zh: '确认退货', en: 'Return' },
  sendTransfer: { zh: '确认调出', en: 'Send' },
  sendDisposal: { zh: '确认销毁', en: 'Destroy' },
  sendRestocking: { zh: '确认退库', en: 'Give back' },
  sendRelabelling: { zh: '换标签', en: 'Put a new label on' },
  sendTopUp: { zh: '确认补加', en: 'Top up' },
  sendHold: { zh: '封存这一批次', en: 'Hold this lot' },
  sendRelease: { zh: '解除封存', en: 'Release' },
  holdNote: {
    zh: '封存后，这一批次和用它做的一切都不能使用、退回或销毁。',
    en: 'Once held, nothing of this lot, or made of it, may be used, returned or destroyed.',
  },
  heldElsewhere: {
    zh: '封存在来源批次上，只能在那里解除。',
    en: 'What it was made of is held; only that can be released.',
  },
  inspectorOnly: {
    zh: '由监管人员封存，只能由监管人员解除。',
    en: 'Held by an inspector: only an inspector may release it.',
  },
  notHeld: { zh: '这一批次没有封存。', en: 'This lot is not held.' },
} as const satisfies Record<string, Message>;

/** What is said when it was done. */
export const doneMessages = {
  return: { zh: '已退货。', en: 'Returned.' },
  transfer: { zh: '已调出，等待对方签收。', en: 'Sent; it waits for their signature.' },
  dispose: { zh: '已销毁。', en: 'Destroyed.' },
  restock: { zh: '已退回库房。', en: 'Given back to the store.' },
  relabel: { zh: '已换标签，请打印新标签。', en: 'Labelled anew: print the new label.' },
  prepare: { zh: '已记录，请打印标签。', en: 'Recorded: print its label.' },
  'top-up': { zh: '已补加，请更换容器上的标签。', en: 'Topped up: put the new label on the vessel.' },
  hold: { zh: '已封存。', en: 'Held.' },
  release: { zh: '已解除封存。', en: 'Released.' },
} as const satisfies Partial<Record<LotActionName, Message>>;

/** Reasons that canteens have; people add their own words. */
export const usualReasons = {
  return: [
    { zh: '变质', en: 'Spoiled' },
    { zh: '包装破损', en: 'Package damaged' },
    { zh: '与订单不符', en: 'Not what was ordered' },
    { zh: '质量不合格', en: 'Poor quality' },
  ],
  dispose: [
    { zh: '变质', en: 'Spoiled' },
    { zh: '过期', en: 'Expired' },
    { zh: '剩菜', en: 'Left over' },
    { zh: '污染', en: 'Contaminated' },
  ],
  restock: [
    { zh: '领用过多', en: 'Too much was issued' },
    { zh: '菜单有变', en: 'The menu changed' },
  ],
  relabel: [
    { zh: '标签破损', en: 'Label damaged' },
    { zh: '拆封后保质期缩短', en: 'Opened: it keeps less long' },
  ],
  hold: [
    { zh: '发现异物', en: 'Foreign body' },
    { zh: '异味或变色', en: 'Odd smell or colour' },
    { zh: '接到投诉', en: 'Complaint' },
    { zh: '等待检测', en: 'Waits for a test' },
    { zh: '接到召回通知', en: 'Recall' },
  ],
  release: [
    { zh: '检测合格', en: 'Test passed' },
    { zh: '误封', en: 'Held by mistake' },
    { zh: '调查结束，可以处置', en: 'Investigation over' },
  ],
} as const satisfies Record<string, readonly Message[]>;
