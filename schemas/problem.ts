import { z } from 'zod';

/** The closed table of problem types (RFC 9457). `type` is `/problems/<code>`, a page that the product serves itself. */
export const problems = {
  'malformed-body': { status: 400, zh: '请求内容无法解析', en: 'The request body could not be read' },
  unauthenticated: { status: 401, zh: '请先登录', en: 'Sign-in required' },
  'sign-in-failed': { status: 401, zh: '用户名或密码不正确', en: 'User name or password is wrong' },
  forbidden: { status: 403, zh: '没有权限', en: 'Not permitted' },
  'cross-site-request': { status: 403, zh: '拒绝跨站请求', en: 'Cross-site request refused' },
  'not-found': { status: 404, zh: '没有找到', en: 'Not found' },
  'method-not-allowed': { status: 405, zh: '不支持此方法', en: 'Method not allowed' },
  conflict: { status: 409, zh: '与现有数据冲突', en: 'Conflict with what is recorded' },
  'idempotency-key-reused': {
    status: 422,
    zh: '同一提交编号用于了不同内容',
    en: 'The idempotency key was used with another body',
  },
  'payload-too-large': { status: 413, zh: '内容过大', en: 'Payload too large' },
  'unsupported-media-type': { status: 415, zh: '不支持的内容类型', en: 'Unsupported media type' },
  'invalid-input': { status: 422, zh: '填写内容有误', en: 'Some fields are not valid' },
  'co-signer-refused': {
    status: 422,
    zh: '第二签收人验证失败',
    en: 'The second signer could not be verified',
  },
  'same-signer': { status: 422, zh: '必须由两名不同人员签收', en: 'Two different people must sign' },
  'signer-not-independent': {
    status: 422,
    zh: '供货者和采购人不得签收',
    en: 'Neither the supplier nor the buyer may sign',
  },
  'documents-missing': { status: 422, zh: '索证索票不齐全', en: 'Required documents are missing' },
  'supplier-not-qualified': { status: 422, zh: '供货者资质无效', en: 'The supplier is not qualified' },
  'licence-expired': { status: 422, zh: '许可证已过期', en: 'The licence has expired' },
  'banned-goods': { status: 422, zh: '禁止采购的食品', en: 'These goods are banned' },
  'needs-override': {
    status: 422,
    zh: '需要主管说明理由后确认',
    en: 'A supervisor must confirm with a reason',
  },
  'lot-held': { status: 409, zh: '批次已封存', en: 'The lot is held' },
  'lot-expired': { status: 409, zh: '批次已过期', en: 'The lot has expired' },
  'lot-not-available': { status: 409, zh: '批次不可用', en: 'The lot cannot be used' },
  'stock-exceeded': { status: 409, zh: '库存不足', en: 'Not enough stock' },
  'sample-too-early-to-discard': {
    status: 409,
    zh: '留样未满规定时间',
    en: 'The sample must be kept longer',
  },
  'sample-held': { status: 409, zh: '留样已封存', en: 'The sample is held' },
  'record-immutable': { status: 409, zh: '记录不可修改', en: 'Records cannot be changed' },
  'proof-pending': {
    status: 409,
    zh: '证明尚未生成，请稍后再试',
    en: 'The proof is not ready yet; try again in a few seconds',
  },
  'storage-full': { status: 507, zh: '存储空间不足', en: 'No storage space is left' },
  locked: { status: 429, zh: '尝试次数过多，请稍后再试', en: 'Too many attempts, try again later' },
  'rate-limited': { status: 429, zh: '请求过于频繁', en: 'Too many requests' },
  internal: { status: 500, zh: '系统内部错误', en: 'Internal error' },
  'ledger-unavailable': { status: 503, zh: '账本暂不可用', en: 'The ledger cannot be reached' },
  'database-unavailable': { status: 503, zh: '数据库暂不可用', en: 'The database cannot be reached' },
} as const satisfies Record<string, { status: number; zh: string; en: string }>;

export type ProblemCode = keyof typeof problems;

/** One bad field: an RFC 6901 pointer into the body, and what is wrong with it. */
export const FieldError = z.object({ pointer: z.string(), detail: z.string() }).meta({ id: 'FieldError' });
export type FieldError = z.infer<typeof FieldError>;

/** RFC 9457 problem details, as `application/problem+json`. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    requestId: z.string().optional(),
    errors: z.array(FieldError).optional(),
    data: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({
    id: 'Problem',
    examples: [
      {
        type: '/problems/not-found',
        title: 'Not found',
        status: 404,
        requestId: '01938e6a-9c00-7000-8000-000000000001',
      },
    ],
  });
export type Problem = z.infer<typeof Problem>;
