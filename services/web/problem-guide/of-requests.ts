import type { ProblemCode } from '#schemas/problem.ts';
import type { Advice } from './advice.ts';

/** Problems of any request, whatever it is about. */
export const ofRequests = {
  'malformed-body': {
    cause: {
      zh: '请求内容不是完整的 JSON（或表单），多半在传输中被截断，或由程序拼接出错。',
      en: 'The body is not whole JSON (or not a form): cut off on the way, or put together wrongly by a program.',
    },
    cure: {
      zh: '检查编码（UTF-8）、引号和括号，然后重发。没有保存任何内容。',
      en: 'Check the encoding (UTF-8), quotes and brackets, and send it again. Nothing was saved.',
    },
  },
  unauthenticated: {
    cause: {
      zh: '没有登录，登录已过期（30 分钟无操作或满 12 小时），或接口令牌缺失、写错、已停用。',
      en: 'Nobody is signed in, the session has ended (after 30 idle minutes or 12 hours), or the API token is missing, mistyped or revoked.',
    },
    cure: {
      zh: '重新登录；程序请在请求头中带上 Authorization: Bearer 令牌。',
      en: 'Sign in again; programs send the header Authorization: Bearer TOKEN.',
    },
  },
  'sign-in-failed': {
    cause: {
      zh: '用户名或密码（或签名用的 PIN）不对，或账号已停用。为防猜测，不说明是哪一种。',
      en: 'User name or password (or the PIN that signs) is wrong, or the account has ended. Which of them is not told, so that nobody can guess.',
    },
    cure: {
      zh: '核对大小写后再试。连错五次，账号会暂停五分钟。忘记密码请找学校管理员或运维人员。',
      en: 'Check upper and lower case and try again. After five failures the account rests for five minutes. Ask the school’s administrator or the operator when a password is lost.',
    },
  },
  forbidden: {
    cause: {
      zh: '账号的角色没有这项权限，或要查看的内容属于别的学校、供货者或区。',
      en: 'The role of the account does not have this permission, or what was asked for belongs to another school, supplier or district.',
    },
    cure: {
      zh: '请有权限的同事办理，或请管理员核对账号的角色和单位。',
      en: 'Let a colleague do it who may, or have an administrator check the role and the place of the account.',
    },
  },
  'cross-site-request': {
    cause: {
      zh: '表单不是从本系统的页面提交的，或页面打开后曾重新登录，其中的校验码已失效。',
      en: 'The form did not come from a page of this product, or somebody signed in anew since the page was opened, so that its token no longer fits.',
    },
    cure: {
      zh: '重新打开页面再填写提交。反复出现时，检查代理是否改写了 Host、Origin 或 Sec-Fetch-Site。',
      en: 'Open the page anew, fill it in and send it. When it keeps coming, see whether a proxy rewrites Host, Origin or Sec-Fetch-Site.',
    },
  },
  'not-found': {
    cause: {
      zh: '网址、追溯码或编号有误，或内容不公开。无权查看的内容与不存在的内容，答复是一样的。',
      en: 'The address, code or id is wrong, or what it names is not public. What one may not see is answered like what does not exist.',
    },
    cure: {
      zh: '核对网址或追溯码（17 位，印在标签上），或从首页重新查找。',
      en: 'Check the address or the code (17 characters, printed on the label), or search again from the home page.',
    },
  },
  'method-not-allowed': {
    cause: {
      zh: '这个网址存在，但不支持所用的 HTTP 方法。',
      en: 'The address exists, but not for the HTTP method that was used.',
    },
    cure: {
      zh: '查看接口说明，改用列出的方法。',
      en: 'See the API’s description and use a method that it lists.',
    },
  },
  conflict: {
    cause: {
      zh: '同样的内容已经登记（例如用户名、送货单号、信用代码），或它在此期间已被别人改变了状态。',
      en: 'The same is recorded already (a user name, a delivery note, a credit code), or somebody else has changed its state in the meantime.',
    },
    cure: {
      zh: '刷新后查看现有内容；已经登记的不必重登，有错请用更正。',
      en: 'Reload and look at what is there. What is recorded need not be recorded again; what is wrong is put right by a correction.',
    },
  },
  'idempotency-key-reused': {
    cause: {
      zh: '同一个提交编号（Idempotency-Key）先前用于不同的内容。',
      en: 'The same key (Idempotency-Key) came before with another body.',
    },
    cure: {
      zh: '重发时内容要与第一次完全相同；新的内容请用新的编号。网页上请重新打开表单。',
      en: 'A retry must repeat the first body exactly; a new body takes a new key. On a page, open the form anew.',
    },
  },
  'payload-too-large': {
    cause: {
      zh: '接口的内容超过 256 KB，文件或导入超过 10 MB，或带照片的表单超过 12 MB。',
      en: 'A body of the API is over 256 KB, a file or an import over 10 MB, or a form with photos over 12 MB.',
    },
    cure: { zh: '缩小照片，或分几次提交。', en: 'Make the photos smaller, or send it in several parts.' },
  },
  'unsupported-media-type': {
    cause: {
      zh: '内容类型不受支持，或文件内容与所称的类型不符。',
      en: 'The media type is not supported, or the file is not what it is said to be.',
    },
    cure: {
      zh: '接口请用 Content-Type: application/json；证件请用 JPEG、PNG、WebP 或 PDF。',
      en: 'Send Content-Type: application/json to the API; papers as JPEG, PNG, WebP or PDF.',
    },
  },
  'invalid-input': {
    cause: {
      zh: '有字段缺失、格式不对或超出范围。errors 中逐个指出位置（JSON 指针）和原因。',
      en: 'Fields are missing, misspelt or out of range. Each is named in errors, with its place (a JSON pointer) and the reason.',
    },
    cure: {
      zh: '按指出的字段更正后重新提交；已填内容会保留。没有保存任何内容。',
      en: 'Put the named fields right and send it again; what was typed is kept. Nothing was saved.',
    },
  },
  locked: {
    cause: {
      zh: '密码或 PIN 连错五次，账号暂停五分钟；每再错五次，时间加倍。',
      en: 'The password or PIN was wrong five times: the account rests for five minutes, twice as long for each further five.',
    },
    cure: {
      zh: '稍等再试。不是本人操作时，请告诉管理员。',
      en: 'Wait and try again. Tell an administrator when it was not you.',
    },
  },
  'rate-limited': {
    cause: {
      zh: '同一地址一分钟内查询过多。多人共用一个网络出口时也会如此。',
      en: 'One address asked too often within a minute; so do many people behind one address.',
    },
    cure: {
      zh: '按 Retry-After 所示的秒数等待后再试。运维人员可调整 PUBLIC_REQUESTS_PER_MINUTE。',
      en: 'Wait as many seconds as Retry-After says. Operators set PUBLIC_REQUESTS_PER_MINUTE.',
    },
  },
} as const satisfies Partial<Record<ProblemCode, Advice>>;
