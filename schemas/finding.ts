import { z } from 'zod';
import { RuleId, RuleSeverity } from './rule.ts';
import { Sha256 } from './values.ts';

/** Everything that a check can find wrong, in words for people. The rule's own title says what was checked. */
export const breaches = {
  'above-limit': { zh: '高于上限', en: 'above the limit' },
  'already-used': { zh: '同一文件已由其他供货者提交', en: 'the same file was submitted by another supplier' },
  'banned-goods': { zh: '属于禁用食品', en: 'these goods are banned' },
  'banned-name': { zh: '名称与禁用食品相同', en: 'named like banned goods' },
  'behind-pace': { zh: '进度落后', en: 'behind the pace of the year' },
  'below-limit': { zh: '低于下限', en: 'below the limit' },
  'buyer-inspects': { zh: '采购人参与验收', en: 'the buyer is among the inspectors' },
  'canteen-licence': { zh: '供货者持有的是单位食堂许可', en: 'a canteen licence does not allow wholesale' },
  'category-differs': { zh: '许可类别与所供品类不同', en: 'the licence category differs from the goods' },
  'claimed-twice': { zh: '同一订单被重复申报', en: 'the same order is claimed more than once' },
  'code-doubtful': { zh: '编号存疑', en: 'the number is odd, though well-formed' },
  'code-invalid': { zh: '编号无效', en: 'the number cannot be valid' },
  'county-ambiguous': { zh: '产地或注册地需人工确认', en: 'the county needs a person to decide' },
  'county-not-listed': { zh: '产地或注册地不在832名单内', en: 'the county is not among the 832' },
  'county-not-verified': { zh: '未核对产地', en: 'the county was not matched' },
  'disposed-early': { zh: '未满留样时间即处置', en: 'disposed of before its time' },
  'differs-from-ledger': { zh: '申报数与实际到货不符', en: 'declared and delivered totals differ' },
  'exit-line': { zh: '达到退出条件', en: 'the exit rule applies' },
  expired: { zh: '已过期', en: 'expired' },
  'expired-returned': { zh: '过期食品不得退回供货者', en: 'expired food must not go back to the supplier' },
  expiring: { zh: '即将到期', en: 'about to expire' },
  'filed-twice': { zh: '共用食堂重复填报', en: 'a shared canteen was filed more than once' },
  'filing-due': { zh: '预留份额填报将到期或已逾期', en: 'the yearly filing is due' },
  'found-invalid-later': {
    zh: '当日看似有效，后查明无效',
    en: 'seemed valid then, known to be invalid since',
  },
  'future-dated': { zh: '日期晚于到货', en: 'dated after arrival' },
  held: { zh: '已封存', en: 'under a hold' },
  'identical-amounts': { zh: '留样量雷同', en: 'too many identical amounts' },
  incomplete: { zh: '索证索票不齐', en: 'required documents are missing' },
  'late-entry': { zh: '事后补录', en: 'entered long after the fact' },
  'late-sample': { zh: '留样晚于规定时间', en: 'the sample was sealed late' },
  'lot-mismatch': { zh: '报告批号与到货批号不符', en: 'the report is of another lot' },
  'mass-entry': { zh: '同一秒集中录入', en: 'many entries in one second' },
  missing: { zh: '缺失', en: 'missing' },
  'mixed-channels': { zh: '832采购与其他帮扶混同', en: '832 and other help purchases are mixed' },
  'no-batch': { zh: '未关联批次', en: 'not linked to any batch' },
  'no-disposition': { zh: '拒收后无处置记录', en: 'rejected and not disposed of' },
  'no-health-certificate': { zh: '无有效健康证明', en: 'no valid health certificate' },
  'no-order-number': { zh: '缺平台订单号', en: 'no platform order number' },
  'no-witness': { zh: '无见证人', en: 'no witness' },
  'not-enough-people': { zh: '人数不足', en: 'too few people' },
  'not-evaluated': { zh: '逾期未评价', en: 'no evaluation in time' },
  'not-first-to-expire': { zh: '未先用先到期批次', en: 'another lot expires sooner' },
  'not-measured': { zh: '未测量', en: 'not measured' },
  'not-valid-as-known': { zh: '当日已知无有效资质', en: 'not valid, and that was known on the day' },
  'out-of-range': { zh: '超出温度范围', en: 'outside the temperature range' },
  'out-of-scope': { zh: '超出许可范围', en: 'outside the licensed scope' },
  'over-certified': { zh: '关联数量超过证明数量', en: 'more was linked to it than it certifies' },
  'over-stock': { zh: '超过库存', en: 'more than is in stock' },
  related: { zh: '关联方', en: 'related parties' },
  'reported-differs': { zh: '上报数与计算数不符', en: 'the reported figure differs from the computed one' },
  'reserve-short': { zh: '预留不足', en: 'too little is reserved' },
  'same-person': { zh: '同一人不得兼任', en: 'the same person in both parts' },
  'sealed-before-cooked': { zh: '封存早于烹饪', en: 'sealed before it was cooked' },
  'several-schools': {
    zh: '无数量的证明用于多校',
    en: 'a certificate without quantity used at several schools',
  },
  'several-suppliers': {
    zh: '同一证明来自多个供货者',
    en: 'the same certificate came from several suppliers',
  },
  'shares-wrong': { zh: '分摊比例之和不为一', en: 'the shares do not add up to one' },
  'short-delivery': {
    zh: '到货数量少于验收数量',
    en: 'the deliveries bring less than was accepted',
  },
  'short-life': { zh: '剩余保质期不足', en: 'too little shelf life is left' },
  stuck: { zh: '资金滞留', en: 'money is stuck between steps' },
  'supplier-inspects': { zh: '供货者参与验收', en: 'the supplier is among the inspectors' },
  'too-early-to-remove': { zh: '未满保存期限', en: 'must be kept longer' },
  unallocated: { zh: '承包商采购未归属学校', en: 'a contractor line belongs to no school' },
  unlicensed: { zh: '无有效许可', en: 'no valid licence' },
} as const satisfies Record<string, { zh: string; en: string }>;

export const BreachCode = z.enum(Object.keys(breaches) as [keyof typeof breaches]);
export type BreachCode = z.infer<typeof BreachCode>;

/** Numbers are integers in the unit that their name says; text is codes and dates, never people's data. */
export const FindingData = z.record(z.string(), z.union([z.int(), z.string(), z.boolean()]));
export type FindingData = Readonly<z.infer<typeof FindingData>>;

/** What a rule found: enough for anybody to look at the same rows and run the same rule again. */
export const Finding = z
  .strictObject({
    ruleId: RuleId,
    breach: BreachCode,
    severity: RuleSeverity,
    citation: z.string(),
    /** Ids of the rows and records that show it. */
    evidence: z.array(z.string()),
    data: FindingData,
    /** SHA-256 of the rule packs that were in use. */
    rulesHash: Sha256,
  })
  .meta({ id: 'Finding' });
export type Finding = Readonly<z.infer<typeof Finding>>;
