import type { Message } from '../web/language.ts';

export const texts = {
  accounts: { zh: '账号', en: 'Accounts' },
  intro: {
    zh: '每人一个账号，各自签名。离开的人请停用账号：会话与令牌立即失效，已作的记录保留。',
    en: 'One account a person: everybody signs with the own name. End the account of whoever leaves: sessions and tokens stop at once, what was recorded stays.',
  },
  add: { zh: '开立账号', en: 'Open an account' },
  name: { zh: '姓名', en: 'Name' },
  username: { zh: '用户名', en: 'User name' },
  usernameHint: {
    zh: '3 至 40 位小写字母、数字、点、横线，登录时使用',
    en: '3 to 40 small letters, digits, dots or hyphens, for signing in',
  },
  role: { zh: '角色', en: 'Role' },
  password: { zh: '初始密码', en: 'First password' },
  passwordHint: {
    zh: '至少 10 位，当面告诉本人',
    en: 'At least 10 characters; tell it to the person directly',
  },
  pin: { zh: '签名 PIN', en: 'PIN' },
  pinHint: {
    zh: '六位数字，在别人的手机上作为第二人签名时使用',
    en: 'Six digits, for signing as the second person on somebody else’s phone',
  },
  school: { zh: '学校', en: 'School' },
  schoolHint: { zh: '学校的角色必选', en: 'For the roles of a school' },
  supplier: { zh: '供货者', en: 'Supplier' },
  supplierHint: { zh: '角色为供货者时必选', en: 'For the role supplier' },
  active: { zh: '使用中', en: 'In use' },
  ended: { zh: '已停用', en: 'Ended' },
  end: { zh: '停用', en: 'End' },
  endTitle: { zh: '停用账号', en: 'End an account' },
  endHint: {
    zh: '停用后不能恢复：此人需要时另开新账号。已作的记录保留。',
    en: 'It cannot be taken back: open another account if the person needs one again. What was recorded stays.',
  },
  opened: { zh: '账号已开立', en: 'The account is open' },
  token: {
    zh: '程序用的接口令牌，只显示这一次。不用程序接入的，不必保存。',
    en: 'The token for programs, shown this once. Who uses no programs need not keep it.',
  },
  self: { zh: '本人', en: 'you' },
} as const satisfies Record<string, Message>;
