import type { RecordType } from '#schemas/records/index.ts';
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
  valuesTitle: { zh: '删除登记时填写的个人信息', en: 'Erase what was typed in about somebody' },
  valuesHint: {
    zh: '用于没有账号的人，如领用人、见证人、供货者的联系人。',
    en: 'For people without an account: who took food to the kitchen, a witness, a supplier’s contact.',
  },
  valuesNote: {
    zh: '先查找这个人的信息写在哪些记录里，再选定要删除的。同名的人请仔细区分。',
    en: 'First see in which records it stands, then choose what goes. Mind people of the same name.',
  },
  value: { zh: '要查找的内容', en: 'What to look for' },
  valueHint: {
    zh: '姓名、电话或证件号码，须与登记时完全一致',
    en: 'A name, phone or document number, exactly as it was typed in',
  },
  schoolId: { zh: '在哪里找', en: 'In whose records' },
  ofDistrict: { zh: '不属于学校的记录（如供货者）', en: 'Those of no school, such as suppliers’' },
  find: { zh: '查找', en: 'Find' },
  notFound: { zh: '没有找到，请核对写法。', en: 'It stands nowhere: check how it was written.' },
  foundNote: {
    zh: '最多列出最近的 200 处，全部选定并删除后可再查找。删除后无法恢复，记录和证明仍然有效。',
    en: 'At most the latest 200 places are listed; look again after erasing them. It cannot be undone; records and proofs stay valid.',
  },
  erasedValues: {
    zh: '已从 {records} 条记录中删除 {erased} 处。',
    en: 'Erased in {erased} places of {records} records.',
  },
  places: { zh: '要删除的', en: 'What to erase' },
  tickAll: { zh: '全部选定', en: 'Tick all of them' },
  eraseTicked: { zh: '删除选定的内容', en: 'Erase what is ticked' },
  nonePicked: { zh: '请至少选定一处', en: 'Choose at least one place' },
} as const satisfies Record<string, Message>;

/** Records that personal values can stand in. */
export const recordNames: Readonly<Partial<Record<RecordType, Message>>> = {
  'account-created': { zh: '开设账号', en: 'Account opened' },
  'delivery-received': { zh: '收货', en: 'Delivery received' },
  'delivery-signed': { zh: '收货签收', en: 'Delivery signed for' },
  'lot-issued': { zh: '出库', en: 'Issued to the kitchen' },
  'lot-returned': { zh: '退货', en: 'Returned to the supplier' },
  'lot-disposed': { zh: '销毁', en: 'Destroyed' },
  'sample-taken': { zh: '留样', en: 'Sample taken' },
  'sample-discarded': { zh: '留样处置', en: 'Sample discarded' },
  'period-frozen': { zh: '统计定稿', en: 'Period signed off' },
  'supplier-registered': { zh: '登记供货者', en: 'Supplier registered' },
  'qualification-recorded': { zh: '登记资质', en: 'Licence recorded' },
};

/** The fields that hold them, by the last step of their place. */
export const fieldNames: Readonly<Record<string, Message>> = {
  name: { zh: '姓名', en: 'Name' },
  issuedTo: { zh: '领用人', en: 'Handed to' },
  witness: { zh: '见证人', en: 'Witness' },
  witnessName: { zh: '见证人', en: 'Witness' },
  takenBy: { zh: '留样人', en: 'Taken by' },
  frozenBy: { zh: '定稿人', en: 'Signed off by' },
  contactName: { zh: '联系人', en: 'Contact' },
  contactPhone: { zh: '联系电话', en: 'Phone' },
  legalPerson: { zh: '法定代表人', en: 'Legal person' },
  holder: { zh: '持证人', en: 'Holder' },
  personalNumber: { zh: '证件号码', en: 'Document number' },
};
