import type { Message } from './language.ts';

/** Texts of the frame around every page. Each slice keeps its own catalogue beside its pages. */
export const frame = {
  product: { zh: '膳溯', en: 'Shansu' },
  tagline: { zh: '学校食堂食品溯源', en: 'Provable food records for school canteens' },
  skipToContent: { zh: '跳到正文', en: 'Skip to content' },
  menu: { zh: '菜单', en: 'Menu' },
  home: { zh: '首页', en: 'Home' },
  signIn: { zh: '登录', en: 'Sign in' },
  signOut: { zh: '退出', en: 'Sign out' },
  username: { zh: '用户名', en: 'User name' },
  password: { zh: '密码', en: 'Password' },
  otherLanguage: { zh: 'English', en: '中文' },
  typedStays: {
    zh: '在新窗口打开；已填写的内容留在本页',
    en: 'Opens in a new window; what you typed stays in this one',
  },
  errorSummary: { zh: '请先更正以下问题', en: 'Please correct the following' },
  requestNumber: { zh: '请求编号', en: 'Request number' },
  nothingSaved: { zh: '没有保存任何内容。', en: 'Nothing was saved.' },
  checkField: { zh: '请检查：', en: 'Check: ' },
  optional: { zh: '（选填）', en: '(optional)' },
  inOtherWords: { zh: '其他说明', en: 'In other words' },
  choose: { zh: '请选择', en: 'Choose' },
  back: { zh: '返回', en: 'Back' },
  /** Before who confirms them. */
  proofs: { zh: '证明：', en: 'Proofs: ' },
  explain: { zh: '说明', en: 'Explanation' },
  forbiddenHint: {
    zh: '这个账号不能查看或办理此事；需要时请找学校或本区的管理员。',
    en: 'This account may not see or do this; if you need it, ask the administrator of the school or district.',
  },
  notFoundHint: {
    zh: '请检查网址，或从首页重新查找。',
    en: 'Check the address, or start again from the home page.',
  },
} as const satisfies Record<string, Message>;

/** Texts of the start page. */
export const welcome = {
  promise: {
    zh: '食材从哪里来、用到哪里去、证照是否有效、留样是否还在：每条记录都可追溯，任何人都可以离线核验。',
    en: 'Where food came from, where it went, whether the papers hold, whether the sample is kept: each record can be traced, and checked offline by anyone.',
  },
  label: { zh: '手里有标签', en: 'With a label at hand' },
  code: { zh: '标签上的追溯码（17 位）', en: 'Code on the label (17 characters)' },
  lookUp: { zh: '查询', en: 'Look up' },
  staff: { zh: '工作人员', en: 'At work' },
  staffHint: {
    zh: '学校食堂、供货者、监管人员、教育局。',
    en: 'School canteens, suppliers, inspectors, the education bureau.',
  },
  api: { zh: '编程接口说明', en: 'Guide to the programming interface' },
} as const satisfies Record<string, Message>;

/** Texts of the pages that explain problems. */
export const problemWords = {
  all: { zh: '全部问题', en: 'All problems' },
  intro: {
    zh: '接口和网页用下列编号说明为什么没有办成；每个编号都有一页说明原因和办法。',
    en: 'The API and the pages say by these codes why something was not done. Each has a page with its cause and its cure.',
  },
  cause: { zh: '原因', en: 'Cause' },
  cure: { zh: '怎么办', en: 'What to do' },
  api: { zh: '编程接口', en: 'Programming interface' },
} as const satisfies Record<string, Message>;
