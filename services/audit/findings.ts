/**
 * Everything that an audit may find, with its sentence. `{name}` is filled from the finding. One finding is enough
 * for the audit to fail; the code says what kind of thing was changed, the place says which.
 */
export const FINDINGS = {
  'record-text': {
    zh: '记录 {record} 的内容与登记时不同：{place}。',
    en: 'Record {record} does not say what was recorded: {place}.',
  },
  'record-column': {
    zh: '记录 {record} 的列 {place} 与记录内容不一致。',
    en: 'The column {place} of record {record} does not agree with the record.',
  },
  'record-missing': {
    zh: '日志第 {place} 项对应的记录 {record} 不见了。',
    en: 'Record {record}, entry {place} of the log, is gone.',
  },
  'record-unlogged': {
    zh: '记录 {record} 既不在日志中，也不在等待队列中。',
    en: 'Record {record} is neither in the log nor waiting for it.',
  },
  'queue-stray': {
    zh: '等待队列中的 {record} 没有对应的记录，或早已进入日志。',
    en: 'The queue holds {record}, which is no record or has its place already.',
  },
  'leaf-changed': {
    zh: '日志第 {place} 项的行被改动（记录 {record}）。',
    en: 'The row of log entry {place} (record {record}) was changed.',
  },
  'leaf-missing': { zh: '日志缺少第 {place} 项。', en: 'Entries {place} of the log are missing.' },
  'leaf-unsigned': {
    zh: '日志第 {place} 项没有任何检查点涵盖。',
    en: 'Entries {place} of the log are covered by no checkpoint.',
  },
  'tile-changed': { zh: '日志瓦片被改动：{place}。', en: 'A tile of the log was changed: {place}.' },
  'tile-missing': { zh: '日志瓦片不见了：{place}。', en: 'A tile of the log is missing: {place}.' },
  'tile-stray': {
    zh: '日志瓦片多出内容：{place}。',
    en: 'A tile holds more than the log does: {place}.',
  },
  'tree-broken': {
    zh: '日志的内容算不出检查点 {place} 的根。',
    en: 'The entries of the log do not lead to the root of checkpoint {place}.',
  },
  'checkpoint-changed': { zh: '检查点被改动：{place}。', en: 'A checkpoint was changed: {place}.' },
  'checkpoint-missing': {
    zh: '缺少一个检查点：{place} 指向的前一个不存在。',
    en: 'A checkpoint is missing, the one before {place}.',
  },
  'checkpoint-unsigned': {
    zh: '检查点没有可信密钥的有效签名：{place}。',
    en: 'A checkpoint carries no valid signature of a trusted key: {place}.',
  },
  'district-changed': {
    zh: '辖区 {place} 与其日志签名的名称不一致。',
    en: 'The district does not agree with the name its log was signed under: {place}.',
  },
  'anchoring-changed': { zh: '上链凭据被改动：{place}。', en: 'An anchoring was changed: {place}.' },
  'anchoring-missing': {
    zh: '缺少一条上链凭据：{place} 指向的前一条不存在。',
    en: 'An anchoring is missing, the one before {place}.',
  },
  'ledger-differs': {
    zh: '账本中没有检查点 {place}，或与之不同。',
    en: 'The ledger does not hold checkpoint {place}, or holds another.',
  },
  'ledger-ahead': {
    zh: '账本持有本数据库没有签署过的检查点 {place}：数据库被回退，或日志被分叉。',
    en: 'The ledger holds checkpoint {place}, which this database never signed: it was rolled back, or the log was forked.',
  },
  'personal-changed': {
    zh: '记录 {record} 的个人信息被改动：{place}。',
    en: 'A personal value of record {record} was changed: {place}.',
  },
  'personal-missing': {
    zh: '记录 {record} 的个人信息 {place} 不见了，也没有删除记录。',
    en: 'The personal value {place} of record {record} is gone, and no record says that it was erased.',
  },
  'personal-stray': {
    zh: '个人信息不属于任何记录：{record} {place}。',
    en: 'A personal value belongs to no record: {record} {place}.',
  },
  'row-differs': {
    zh: '业务数据 {place} 与记录 {record} 不一致。',
    en: 'The row {place} does not say what its record {record} says.',
  },
  'row-without-record': {
    zh: '业务数据 {place} 所引用的记录 {record} 不存在。',
    en: 'The row {place} names record {record}, which does not exist.',
  },
  'row-missing': {
    zh: '记录 {record} 的业务数据不见了：{place}。',
    en: 'The row that record {record} tells of is gone: {place}.',
  },
} as const satisfies Record<string, { zh: string; en: string }>;

export type FindingCode = keyof typeof FINDINGS;

/** One thing that does not fit. */
export interface AuditFinding {
  readonly code: FindingCode;
  /** Division code of the district. */
  readonly district: string;
  /** Table and column, JSON pointer, index: `records.canonical /lines/0/grams`, `schools.name (id …)`. */
  readonly place: string;
  readonly record?: string;
}

/** The sentence for a finding. */
export function describeFinding(finding: AuditFinding, language: 'zh' | 'en'): string {
  const data: Readonly<Record<string, string>> = { ...finding };
  return FINDINGS[finding.code][language].replace(/\{(\w+)\}/g, (_, name: string) => data[name] ?? '');
}
