import { dishTraitNames } from '#schemas/dish-trait.ts';
import type { FindingData } from '#schemas/finding.ts';
import { celsius, kilograms, sortableTime, yuan } from './format.ts';
import type { Language, Message } from './language.ts';

/** What the facts of findings are called; those without a name are for programs. */
const factNames: Readonly<Record<string, Message>> = {
  acceptedFen: { zh: '验收金额', en: 'accepted' },
  acceptedGrams: { zh: '验收数量', en: 'accepted' },
  arrivedGrams: { zh: '对应到货', en: 'arrived' },
  arrivedOn: { zh: '到货', en: 'arrived on' },
  askedBasisPoints: { zh: '应预留', en: 'to be reserved' },
  certifiedGrams: { zh: '证明数量', en: 'certified' },
  completedBasisPoints: { zh: '已完成', en: 'completed' },
  cookedAt: { zh: '烹饪', en: 'cooked' },
  daysLeft: { zh: '剩余天数', en: 'days left' },
  declaredBasisPoints: { zh: '申报比例', en: 'declared share' },
  declaredFoodTotalFen: { zh: '申报食材总额', en: 'declared food total' },
  deliveredFoodTotalFen: { zh: '实际到货总额', en: 'food really received' },
  deliveredOn: { zh: '送货', en: 'delivered on' },
  differenceFen: { zh: '相差', en: 'difference' },
  dueAt: { zh: '最迟', en: 'due' },
  dueOn: { zh: '截止', en: 'due on' },
  elapsedBasisPoints: { zh: '年度已过', en: 'of the year has passed' },
  exitScore: { zh: '退出分数线', en: 'exit score' },
  expiresOn: { zh: '保质期至', en: 'use by' },
  floorBasisPoints: { zh: '比例下限', en: 'least share' },
  forecastFen: { zh: '预计全年', en: 'forecast for the year' },
  foundAt: { zh: '查明', en: 'found out' },
  fromAt: { zh: '自', en: 'from' },
  highestMilliC: { zh: '最高温度', en: 'highest' },
  identical: { zh: '相同份数', en: 'alike' },
  inspectors: { zh: '验收人数', en: 'inspectors' },
  issueGrams: { zh: '出库数量', en: 'issued' },
  issuedOn: { zh: '开具日期', en: 'issued on' },
  item: { zh: '品项', en: 'item' },
  lastYearReservedFen: { zh: '上年预留', en: 'reserved last year' },
  lineNo: { zh: '行号', en: 'line' },
  lines: { zh: '行数', en: 'lines' },
  linkedGrams: { zh: '已关联数量', en: 'linked to it' },
  lowestMilliC: { zh: '最低温度', en: 'lowest' },
  maxMilliC: { zh: '上限', en: 'highest allowed' },
  minMilliC: { zh: '下限', en: 'lowest allowed' },
  minimumDays: { zh: '至少应剩天数', en: 'days asked for' },
  minimumGrams: { zh: '至少', en: 'at least' },
  minimumInspectors: { zh: '至少应有人数', en: 'inspectors asked for' },
  orderNo: { zh: '订单', en: 'order' },
  place: { zh: '地名', en: 'place' },
  producedOn: { zh: '生产日期', en: 'produced' },
  quantityGrams: { zh: '数量', en: 'quantity' },
  receivedAt: { zh: '录入', en: 'entered' },
  remainingDays: { zh: '剩余天数', en: 'days left' },
  reservedBasisPoints: { zh: '实际预留', en: 'really reserved' },
  reservedFen: { zh: '预留份额', en: 'reserved' },
  sampledAt: { zh: '留样', en: 'sampled' },
  samples: { zh: '留样份数', en: 'samples' },
  schools: { zh: '学校数', en: 'schools' },
  score: { zh: '得分', en: 'score' },
  sealedAt: { zh: '封存', en: 'sealed' },
  shortfallFen: { zh: '预计缺口', en: 'forecast shortfall' },
  stockGrams: { zh: '库存', en: 'in stock' },
  suppliers: { zh: '供货者数', en: 'suppliers' },
  temperatureMilliC: { zh: '实测', en: 'measured' },
  toAt: { zh: '至', en: 'to' },
  validTo: { zh: '有效期至', en: 'valid to' },
};

/** The facts of a finding in words, each with its unit: `实测 9.2 ℃ · 上限 8 ℃`. */
export const findingFacts = (data: FindingData, language: Language): string =>
  Object.entries(data)
    .flatMap(([key, value]) => {
      const name = factNames[key]?.[language];
      return name === undefined ? [] : [`${name} ${inWords(key, value, language)}`];
    })
    .join(' · ');

const traitNames: Readonly<Record<string, Message>> = dishTraitNames;

function inWords(key: string, value: FindingData[string], language: Language): string {
  if (typeof value === 'string')
    return key.endsWith('At') ? sortableTime(value) : (traitNames[value]?.[language] ?? value);
  if (typeof value !== 'number') return String(value);
  if (key.endsWith('Fen')) return `¥${yuan(value)}`;
  if (key.endsWith('Grams')) return value < 1000 ? `${value} g` : `${kilograms(value)} kg`;
  if (key.endsWith('BasisPoints')) return `${value / 100} %`;
  if (key.endsWith('MilliC')) return `${celsius(value)} ℃`;
  return String(value);
}
