import type { z } from 'zod';
import type { CodeCheck, LicenceStatus } from '#schemas/qualification.ts';
import type { County832Outcome } from '#schemas/supplier.ts';
import type { SupplierKind } from '#schemas/supplier-kind.ts';
import type { SupplierState } from '#schemas/supplier-view.ts';
import type { Message } from '../web/language.ts';
import type { StandingFault } from './standing.ts';

export const messages = {
  ownDeliveries: { zh: '送货记录', en: 'Deliveries' },
  title: { zh: '供货者', en: 'Suppliers' },
  search: { zh: '名称或信用代码', en: 'Name or credit code' },
  searchAction: { zh: '查询', en: 'Search' },
  noneFound: { zh: '没有符合条件的供货者。', en: 'No supplier matches.' },
  next: { zh: '下一页', en: 'Next page' },
  registerTitle: { zh: '登记供货者', en: 'Register a supplier' },
  register: { zh: '登记', en: 'Register' },
  state: { zh: '状态', en: 'State' },
  endsFirst: { zh: '最早到期', en: 'Ends first' },
  admitted: { zh: '准入', en: 'Admitted' },
  admittedHere: { zh: '已准入', en: 'admitted' },
  schools: { zh: '所学校', en: 'schools' },
  name: { zh: '供货者名称', en: 'Name' },
  kind: { zh: '类型', en: 'Kind' },
  creditCode: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  creditCodeHint: {
    zh: '18位；没有代码的种植养殖户可不填',
    en: '18 characters; growers without one leave it empty',
  },
  place: { zh: '注册地', en: 'Registered in' },
  placeHint: {
    zh: '六位区划代码，或县名；重名时请加省名，如“西藏 城关区”',
    en: 'Six-digit division code or county name; add the province if several bear the name',
  },
  placeSeveral: { zh: '有多个同名地区，请填代码：', en: 'Several places bear this name, give the code: ' },
  address: { zh: '地址', en: 'Address' },
  contactName: { zh: '联系人', en: 'Contact person' },
  contactPhone: { zh: '联系电话', en: 'Telephone' },
  legalPerson: { zh: '法定代表人', en: 'Legal representative' },
  registeredAt: { zh: '登记时间', en: 'Registered' },
  erased: { zh: '（已删除）', en: '(erased)' },
  vouch: { zh: '校验位不符时的复核', en: 'When the check digit fails' },
  vouchHint: {
    zh: '只有校验位不符、且已核对原件时填写：由第二人输入本人用户名和PIN，并说明理由。',
    en: 'Only if the number fails its check digit alone and the original was seen: a second person gives user name, PIN and the reason.',
  },
  vouchUsername: { zh: '复核人用户名', en: 'Second person’s user name' },
  vouchPin: { zh: '复核人PIN', en: 'Second person’s PIN' },
  vouchReason: { zh: '复核理由', en: 'Reason' },
  papers: { zh: '证照', en: 'Papers' },
  noPapers: { zh: '还没有登记证照。', en: 'No papers yet.' },
  addPaper: { zh: '登记证照', en: 'Record a paper' },
  correctPaper: { zh: '更正证照', en: 'Correct a paper' },
  correct: { zh: '更正', en: 'Correct' },
  paperKind: { zh: '证照种类', en: 'Kind of paper' },
  number: { zh: '编号', en: 'Number' },
  issuer: { zh: '发证机关', en: 'Issued by' },
  holder: { zh: '持证人', en: 'Holder' },
  holderHint: { zh: '仅健康证明填写', en: 'For health certificates only' },
  validFrom: { zh: '有效期自', en: 'Valid from' },
  validTo: { zh: '有效期至', en: 'Valid to' },
  validToHint: { zh: '含当日；长期有效可不填', en: 'Last valid day; empty if open-ended' },
  openEnded: { zh: '长期', en: 'open-ended' },
  licenceStatus: { zh: '登记状态', en: 'Register says' },
  goodsScope: { zh: '品类范围', en: 'Goods' },
  scopeHint: { zh: '证照未列明品类时不选', en: 'None if the paper names no goods' },
  scopeAny: { zh: '未限品类', en: 'no goods named' },
  photo: { zh: '照片或扫描件', en: 'Photograph or scan' },
  photoHint: {
    zh: 'JPEG、PNG、WebP 或 PDF，不超过10 MB',
    en: 'JPEG, PNG, WebP or PDF, at most 10 MB',
  },
  photoKept: { zh: '文件已上传', en: 'The file is kept' },
  openPaper: { zh: '查看文件', en: 'Open the file' },
  correctionReason: { zh: '更正理由', en: 'Why it is corrected' },
  recordedBy: { zh: '登记', en: 'Recorded' },
  believedUntil: { zh: '更正前内容，至', en: 'Believed until' },
  earlierVersions: { zh: '更正前的内容', en: 'What was recorded before' },
  admissions: { zh: '学校准入', en: 'Admissions' },
  noAdmissions: { zh: '没有准入记录。', en: 'No admissions.' },
  admit: { zh: '准入', en: 'Admit' },
  admitTitle: { zh: '准入供货者', en: 'Admit the supplier' },
  admittedOn: { zh: '准入日期', en: 'Admitted on' },
  since: { zh: '{day} 起', en: 'since {day}' },
  exit: { zh: '终止准入', en: 'End the admission' },
  exitTitle: { zh: '终止准入', en: 'End the admission' },
  exited: { zh: '已终止', en: 'ended' },
  reason: { zh: '理由', en: 'Reason' },
  evaluate: { zh: '年度评价', en: 'Evaluate' },
  evaluations: { zh: '年度评价', en: 'Evaluations' },
  score: { zh: '得分（0–100）', en: 'Score (0–100)' },
  remark: { zh: '评语', en: 'Remark' },
  suspensions: { zh: '停用', en: 'Suspensions' },
  suspend: { zh: '停用', en: 'Suspend' },
  suspendTitle: { zh: '全区停用', en: 'Suspend in the district' },
  lift: { zh: '解除停用', en: 'Lift' },
  liftTitle: { zh: '解除全区停用', en: 'Lift the suspension' },
  lifted: { zh: '已解除', en: 'lifted' },
  byDistrict: { zh: '区级停用', en: 'By the district' },
  byExpiry: { zh: '证照过期', en: 'A licence lapsed' },
  alerts: { zh: '到期提醒', en: 'Papers about to lapse' },
  findings: { zh: '核查发现', en: 'Findings' },
  otherSupplier: { zh: '涉及供货者', en: 'The other supplier' },
  standing: { zh: '某日资质查询', en: 'Qualified on a day?' },
  standingGoods: { zh: '品类', en: 'Goods' },
  standingOn: { zh: '到货日', en: 'Day of delivery' },
  standingKnown: { zh: '按何时所知', en: 'As known at' },
  standingKnownHint: {
    zh: '不填则按现在所知；日期按当日结束时计',
    en: 'Empty: as known now; a date counts to its end',
  },
  school: { zh: '学校', en: 'School' },
  ask: { zh: '查询', en: 'Ask' },
  qualified: { zh: '资质有效', en: 'Qualified' },
  notQualified: { zh: '资质无效', en: 'Not qualified' },
  details: { zh: '基本情况', en: 'About' },
  daysLeft: { zh: '剩余 {n} 天', en: '{n} days left' },
  lapsedSince: { zh: '已过期 {n} 天', en: 'lapsed {n} days ago' },
  lastDay: { zh: '今天为最后一天', en: 'today is the last day' },
} as const satisfies Record<string, Message>;

export const stateWords: Record<SupplierState, Message> = {
  'in-order': { zh: '正常', en: 'in order' },
  expiring: { zh: '即将到期', en: 'expiring' },
  lapsed: { zh: '证照失效', en: 'licence not valid' },
  suspended: { zh: '停用', en: 'suspended' },
};

export const kindWords: Record<SupplierKind, Message> = {
  grower: { zh: '种植养殖户', en: 'grower' },
  cooperative: { zh: '合作社', en: 'cooperative' },
  collector: { zh: '收购商', en: 'collector' },
  market: { zh: '批发市场', en: 'market' },
  slaughterhouse: { zh: '屠宰厂', en: 'slaughterhouse' },
  manufacturer: { zh: '生产企业', en: 'manufacturer' },
  dealer: { zh: '经销商', en: 'dealer' },
  importer: { zh: '进口商', en: 'importer' },
  caterer: { zh: '供餐企业', en: 'caterer' },
};

export const licenceStatusWords: Record<LicenceStatus, Message> = {
  active: { zh: '有效', en: 'active' },
  abnormal: { zh: '经营异常', en: 'on the abnormal list' },
  suspended: { zh: '暂停', en: 'suspended' },
  revoked: { zh: '吊销', en: 'revoked' },
  cancelled: { zh: '注销', en: 'cancelled' },
};

export const checkWords: Record<CodeCheck, Message> = {
  pass: { zh: '编号校验通过', en: 'number checked' },
  warn: { zh: '编号存疑', en: 'odd number' },
  overridden: { zh: '校验位不符，已复核', en: 'check digit fails, vouched for' },
  unchecked: { zh: '无校验规则', en: 'no check known' },
};

export const countyWords: Record<z.infer<typeof County832Outcome>, Message> = {
  in: { zh: '属832脱贫县', en: 'one of the 832 counties' },
  out: { zh: '不属832脱贫县', en: 'not one of the 832 counties' },
  ambiguous: { zh: '是否属832脱贫县待确认', en: 'to be decided whether one of the 832 counties' },
};

export const faultWords: Record<StandingFault['code'], Message> = {
  'not-admitted': { zh: '学校未准入', en: 'the school has not admitted it' },
  exited: { zh: '学校已终止准入', en: 'the school has ended the admission' },
  suspended: { zh: '区级停用中', en: 'suspended by the district' },
  'licence-missing': { zh: '缺少有效证照', en: 'no valid licence' },
  'licence-expired': { zh: '证照已过期', en: 'the licence has lapsed' },
  'out-of-scope': { zh: '超出品类范围', en: 'the goods are out of scope' },
};
