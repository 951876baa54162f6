import type { Message } from '../web/language.ts';

export const texts = {
  title: { zh: '编程接口', en: 'Programming interface' },
  intro: {
    zh: '网页能做的事，程序都能通过 HTTP 接口去做：同样的权限、同样的规则、同样的存证。下面的说明由校验请求的同一份定义生成。',
    en: 'Programs can do over HTTP what people do on the pages: with the same permissions, rules and evidence. What follows is generated from the very definitions that requests are checked by.',
  },
  document: { zh: 'OpenAPI 3.1 文档', en: 'The OpenAPI 3.1 document' },
  callTitle: { zh: '怎样调用', en: 'How to call it' },
  token: {
    zh: '每个请求带上账号的令牌：Authorization: Bearer 令牌。开户时令牌只显示一次。演示账号的令牌可用 npm run --silent demo -- --json 查看。',
    en: 'Each request carries the token of an account: Authorization: Bearer TOKEN. A token is shown once, when its account is opened; those of the demo are printed by npm run --silent demo -- --json.',
  },
  repeat: {
    zh: '写入时带上 Idempotency-Key，断线后用同样的键和内容重发，得到的是第一次的答复；同样的键配上不同内容会被拒绝。',
    en: 'A write with an Idempotency-Key may be sent again after a lost connection: same key and body get the first answer, the same key with another body is refused.',
  },
  units: {
    zh: '数量都是整数：克（…Grams）、分（…Fen）、千分之一摄氏度（…MilliC）。…At 是带时区的时刻（RFC 3339），…On 是北京时间的日期（YYYY-MM-DD）。',
    en: 'Quantities are integers: grams (…Grams), fen (…Fen), thousandths of a degree Celsius (…MilliC). …At is an instant with its zone (RFC 3339), …On a day in China (YYYY-MM-DD).',
  },
  problems: {
    zh: '没有办成时，答复是问题说明（RFC 9457，application/problem+json），type 指向一个说明原因和办法的页面。',
    en: 'What cannot be done is answered by a problem document (RFC 9457, application/problem+json), whose type leads to a page with the cause and the cure.',
  },
  allProblems: { zh: '全部问题', en: 'All problems' },
  all: { zh: '返回总览', en: 'Back to the overview' },
  permission: { zh: '谁可以调用', en: 'Who may call it' },
  ofOwnSchool: { zh: '限本校', en: 'own school only' },
  ofOwnSupplier: { zh: '限本单位', en: 'own company only' },
  parameters: { zh: '参数', en: 'Parameters' },
  body: { zh: '请求内容', en: 'Request body' },
  answers: { zh: '答复', en: 'Answer' },
  refusals: { zh: '可能的问题', en: 'Problems' },
  example: { zh: '示例', en: 'Example' },
  schemas: { zh: '数据结构', en: 'Schemas' },
  file: { zh: '文件本身', en: 'the file itself' },
  path: { zh: '路径', en: 'in the path' },
  query: { zh: '查询', en: 'in the query' },
  header: { zh: '请求头', en: 'header' },
  required: { zh: '必填', en: 'required' },
} as const satisfies Record<string, Message>;

/** What people call each slice of the API. */
export const slices: Readonly<Record<string, Message>> = {
  accounts: { zh: '账号', en: 'Accounts' },
  schools: { zh: '学校', en: 'Schools' },
  suppliers: { zh: '供货者', en: 'Suppliers' },
  papers: { zh: '票证文件', en: 'Papers' },
  deliveries: { zh: '收货', en: 'Deliveries' },
  lots: { zh: '批次', en: 'Lots' },
  stock: { zh: '库存', en: 'Stock' },
  kitchen: { zh: '加工与供餐', en: 'Kitchen' },
  samples: { zh: '留样', en: 'Samples' },
  purchases: { zh: '832 采购', en: '832 purchases' },
  records: { zh: '记录与证明', en: 'Records and proofs' },
  findings: { zh: '核查发现', en: 'Findings' },
  trace: { zh: '追溯', en: 'Trace' },
};
