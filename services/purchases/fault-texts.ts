import type { Message } from '../web/language.ts';

/** What the details of refusals about purchases mean to people. */
export const faultTexts: Readonly<Record<string, Message>> = {
  'in-the-future': { zh: '时间在未来', en: 'lies in the future' },
  'accepted-and-cancelled-exceed-ordered': {
    zh: '验收与取消之和超过下单金额',
    en: 'accepted and cancelled exceed what was ordered',
  },
  'more-cancelled-than-ordered': { zh: '取消数量超过下单数量', en: 'more cancelled than ordered' },
  'paid-exceeds-ordered': { zh: '支付金额超过下单金额', en: 'more paid than ordered' },
  'less-than-returned': { zh: '少于已退货的部分', en: 'less than what was returned' },
  'less-than-refunded': { zh: '少于已退款的部分', en: 'less than what was refunded' },
  'before-what-it-takes-back': { zh: '早于所冲减的环节', en: 'comes before what it takes back' },
  'not-a-credit-code': { zh: '统一社会信用代码无效', en: 'not a valid unified social credit code' },
  'not-a-goods-class': { zh: '商品分类代码不存在', en: 'not a class of the goods table' },
  'no-such-school': { zh: '没有这所学校', en: 'no such school' },
  'not-a-delivery-of-this-school': { zh: '不是本校的到货批次', en: 'not a delivery lot of this school' },
  'not-accepted-yet': { zh: '该行尚未验收', en: 'this line is not accepted yet' },
  'delivery-not-signed': { zh: '到货尚未双人签字', en: 'two people have not signed this delivery' },
  'delivery-of-other-goods': { zh: '到货的食品类别不同', en: 'a delivery of other goods' },
  'delivery-used-up': {
    zh: '该批次已全部对应其他订单',
    en: 'all of this delivery stands for other orders already',
  },
  'period-not-over': { zh: '该期间尚未结束', en: 'this period is not over yet' },
  'reason-needed': { zh: '须说明理由', en: 'needs a reason' },
  'differs-from-record': {
    zh: '与已登记的内容不同，请以更正方式修改',
    en: 'differs from what is recorded: correct it with a reason',
  },
  'contractor-channel-names-its-contractor': {
    zh: '承包商渠道须填承包商名称，其他渠道不填',
    en: 'the contractor channel names its contractor, others do not',
  },
  'only-contractors-buy-for-several': {
    zh: '只有承包商可为多校采购',
    en: 'only a contractor buys for several',
  },
  'covers-itself': { zh: '不能由本单位代表自己', en: 'a unit does not cover itself' },
  'covered-by-another': { zh: '该单位本身由他校代表', en: 'this unit is itself covered by another' },
  'files-for-others': { zh: '本单位正代表他校填报', en: 'this unit files for others' },
  'shared-canteen-names-its-filer': {
    zh: '合用食堂须填代表单位，其他情形不填',
    en: 'a shared canteen names the unit that files for it, others do not',
  },
  'declares-when-it-has-a-canteen': {
    zh: '有食堂的单位填食材总额，无食堂或由他校代表的填0',
    en: 'a unit with a canteen declares its food total, others declare 0',
  },
  'unprintable-text': { zh: '含有不可见字符', en: 'holds invisible characters' },
  required: { zh: '必填', en: 'is required' },
  'not-valid': { zh: '内容无效', en: 'is not valid' },
  'not-an-amount': {
    zh: '不是金额（元，最多两位小数）',
    en: 'not an amount in yuan with at most two decimals',
  },
  'not-a-weight': {
    zh: '不是重量（千克，最多三位小数）',
    en: 'not a weight in kilograms with at most three decimals',
  },
  'not-a-number': { zh: '不是整数', en: 'not a whole number' },
  'not-a-time': {
    zh: '不是时间（如 2025-03-01 09:30）',
    en: 'not a time such as 2025-03-01 09:30',
  },
  'not-a-choice': { zh: '不在可选项内', en: 'not one of the choices' },
  'destroyed-by-spreadsheet': {
    zh: '编号被表格软件改成了科学计数，请设为文本后重新导出',
    en: 'a spreadsheet turned this number into scientific notation: export it again as text',
  },
  'too-many-cells': { zh: '单元格多于表头', en: 'more cells than the header has' },
  'other-school': { zh: '不是本校的订单', en: 'an order of another school' },
  'missing-column': { zh: '缺少此列', en: 'this column is missing' },
  'repeated-column': { zh: '此列重复', en: 'this column is there twice' },
  'too-many-lines': { zh: '行数过多，请拆分文件', en: 'too many lines: split the file' },
  'no-lines': { zh: '没有数据行', en: 'no lines of data' },
  'unclosed-quote': { zh: '引号没有闭合', en: 'a quotation mark is not closed' },
};

export const faultText = (detail: string, language: 'zh' | 'en'): string =>
  faultTexts[detail]?.[language] ?? detail;
