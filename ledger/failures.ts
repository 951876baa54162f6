/**
 * Every way in which a proof can fail to convince, with its exit code and its sentence. The sentences are what
 * people read; `{name}` is filled from the failure. The table in ledger/README.md is compared with this one.
 */

export const FAILURES = {
  'wrong-usage': {
    exit: 2,
    zh: '用法：npm run --silent check -- 证明文件.json [--trust 信任文件.json] [--json]',
    en: 'usage: npm run --silent check -- BUNDLE.json [--trust TRUST.json] [--json]',
  },
  'trust-unreadable': {
    exit: 10,
    zh: '无法读取信任文件 {file}，或文件过大。没有它就不知道该相信谁的签名。',
    en: 'The trust file {file} cannot be read or is too large; without it there is no telling whose signature to believe.',
  },
  'trust-malformed': {
    exit: 11,
    zh: '信任文件格式不正确：{reason}。',
    en: 'The trust file is not of the expected form: {reason}.',
  },
  'bundle-unreadable': {
    exit: 20,
    zh: '无法读取证明文件 {file}，或文件过大。',
    en: 'The proof file {file} cannot be read or is too large.',
  },
  'not-text': {
    exit: 21,
    zh: '证明文件不是有效的 UTF-8 文本。',
    en: 'The proof is not valid UTF-8 text.',
  },
  'not-json': {
    exit: 22,
    zh: '证明文件不是 JSON，可能被截断或改动。',
    en: 'The proof is not JSON; it may have been cut short or changed.',
  },
  'not-canonical': {
    exit: 23,
    zh: '证明文件被重新排版或改动过：同一份证明只有一种写法。',
    en: 'The proof was reformatted or changed: a proof has exactly one spelling.',
  },
  'unknown-format': {
    exit: 24,
    zh: '不认识的证明格式“{format}”，请使用更新的验证程序。',
    en: 'Unknown proof format "{format}"; a newer verifier may know it.',
  },
  malformed: {
    exit: 25,
    zh: '证明文件缺少内容或有多余内容，位置 {pointer}。',
    en: 'The proof lacks something or has something too much, at {pointer}.',
  },
  'field-unknown': {
    exit: 30,
    zh: '字段 {path} 不属于这条记录。',
    en: 'The field {path} is not part of the record.',
  },
  'field-mismatch': {
    exit: 31,
    zh: '字段 {path} 的内容与当时登记的不一致，已被改动。',
    en: 'The content of the field {path} is not what was recorded: it was changed.',
  },
  'record-mismatch': {
    exit: 32,
    zh: '记录与其摘要不一致：类型、版本、被更正的记录或字段列表被改动。',
    en: 'The record does not fit its digest: its type, version, predecessor or set of fields was changed.',
  },
  'checkpoint-malformed': {
    exit: 40,
    zh: '日志检查点的格式不正确。',
    en: 'The checkpoint of the log is malformed.',
  },
  'log-untrusted': {
    exit: 41,
    zh: '信任文件中没有日志“{origin}”，无法判断它是否可信。',
    en: 'The log "{origin}" is not in the trust file.',
  },
  'signer-unknown': {
    exit: 42,
    zh: '检查点带有信任文件中没有的密钥 {signer} 的签名，信任文件可能已过期。',
    en: 'The checkpoint is signed by {signer}, which is not in the trust file; that may be out of date.',
  },
  'signer-out-of-range': {
    exit: 43,
    zh: '密钥 {signer} 无权为大小为 {size} 的日志签名。',
    en: 'The key {signer} was not in use at log size {size}.',
  },
  'signature-invalid': {
    exit: 44,
    zh: '检查点上 {signer} 的签名无效：检查点被改动或系伪造。',
    en: 'The signature of {signer} does not fit the checkpoint: one of them was changed or forged.',
  },
  'signers-unordered': {
    exit: 45,
    zh: '检查点上的签名重复或次序不对：同一份证明只有一种写法。',
    en: 'A key signs the checkpoint twice, or the signatures are out of order: a proof has exactly one spelling.',
  },
  'signer-stolen': {
    exit: 46,
    zh: '密钥 {signer} 已失窃：没有机构见证的检查点，光有它的签名不算数。',
    en: 'The key {signer} was stolen: its signature alone counts only on a checkpoint that organisations attest.',
  },
  'index-out-of-range': {
    exit: 50,
    zh: '序号 {index} 超出检查点所含的 {size} 条记录。',
    en: 'The index {index} lies beyond the {size} entries of the checkpoint.',
  },
  'inclusion-length': {
    exit: 51,
    zh: '包含证明应有 {expected} 个哈希，实际有 {found} 个。',
    en: 'The inclusion proof needs {expected} hashes and has {found}.',
  },
  'inclusion-mismatch': {
    exit: 52,
    zh: '这条记录不在检查点所代表的日志中：记录、序号或包含证明被改动。',
    en: 'The record is not in the log of this checkpoint: record, index or inclusion proof was changed.',
  },
  'witness-unknown': {
    exit: 60,
    zh: '不认识的见证方式“{kind}”，请使用更新的验证程序。',
    en: 'Unknown kind of witness "{kind}"; a newer verifier may know it.',
  },
  'witness-malformed': {
    exit: 61,
    zh: '见证证据无法读取，位置 {pointer}。',
    en: 'The evidence of the witnesses cannot be read, at {pointer}.',
  },
  'question-mismatch': {
    exit: 62,
    zh: '见证机构回答的不是证明中所示的询问：询问或回答被改动。',
    en: 'The answer of the witnesses is to another question than the one shown: one of them was changed.',
  },
  'ledger-untrusted': {
    exit: 63,
    zh: '信任文件中没有账本“{ledger}”，无法判断其见证是否可信。',
    en: 'The ledger "{ledger}" is not in the trust file.',
  },
  'question-other': {
    exit: 64,
    zh: '向见证机构询问的不是这个检查点。',
    en: 'The witnesses were asked for something other than this checkpoint.',
  },
  'answer-negative': {
    exit: 65,
    zh: '见证机构回答：其账本上没有这个检查点。',
    en: 'The witnesses answered that their ledger does not hold this checkpoint.',
  },
  'answer-mismatch': {
    exit: 66,
    zh: '见证机构的账本上是另一个检查点：出示的日志与其所见不同。',
    en: 'The ledger of the witnesses holds another checkpoint: they were shown another log than this one.',
  },
  'answer-uncommitted': {
    exit: 67,
    zh: '见证机构的回答并非取自账本上已提交的内容。',
    en: 'The answer of the witnesses was not read from what is committed on their ledger.',
  },
  'attestations-unordered': {
    exit: 70,
    zh: '见证签名重复或未按机构顺序排列：同一份证据只有一种写法。',
    en: 'An organisation attests twice, or the attestations are out of order: evidence has exactly one spelling.',
  },
  'organisation-untrusted': {
    exit: 71,
    zh: '信任文件中没有机构 {organisation}。',
    en: 'The organisation {organisation} is not in the trust file.',
  },
  'organisation-out-of-range': {
    exit: 72,
    zh: '信任文件在 {at} 不认可机构 {organisation}。',
    en: 'The trust file does not accept {organisation} at {at}.',
  },
  'certificate-revoked': {
    exit: 73,
    zh: '机构 {organisation} 的签名证书已被吊销。',
    en: 'The certificate that signed for {organisation} was revoked.',
  },
  'certificate-untrusted': {
    exit: 74,
    zh: '机构 {organisation} 的签名证书不是由其认可的发证方签发的。',
    en: 'The certificate that signed for {organisation} was not issued by one of its authorities.',
  },
  'certificate-out-of-range': {
    exit: 75,
    zh: '机构 {organisation} 的签名证书或其发证方证书在 {at} 无效。',
    en: 'The certificate that signed for {organisation}, or that of its authority, was not valid at {at}.',
  },
  'certificate-role': {
    exit: 76,
    zh: '机构 {organisation} 的签名证书不具备“{role}”身份。',
    en: 'The certificate that signed for {organisation} has not the role of "{role}".',
  },
  'attestation-invalid': {
    exit: 77,
    zh: '机构 {organisation} 的见证签名无效：回答被改动或签名系伪造。',
    en: 'The signature of {organisation} does not fit its answer: one of them was changed or forged.',
  },
  'attestations-missing': {
    exit: 78,
    zh: '需要 {required} 家机构见证，只有 {found} 家。',
    en: 'Of the {required} organisations that must attest, only {found} did.',
  },
} as const satisfies Record<string, { exit: number; zh: string; en: string }>;

export type FailureCode = keyof typeof FAILURES;

/** A failure and the data that its sentences name. */
export type Failure =
  | { code: 'wrong-usage' | 'not-text' | 'not-json' | 'not-canonical' }
  | { code: 'record-mismatch' | 'checkpoint-malformed' | 'signers-unordered' | 'inclusion-mismatch' }
  | { code: 'trust-unreadable' | 'bundle-unreadable'; file: string }
  | { code: 'trust-malformed'; reason: string }
  | { code: 'unknown-format'; format: string }
  | { code: 'malformed'; pointer: string }
  | { code: 'field-unknown' | 'field-mismatch'; path: string }
  | { code: 'log-untrusted'; origin: string }
  | { code: 'signer-unknown' | 'signature-invalid' | 'signer-stolen'; signer: string }
  | { code: 'signer-out-of-range'; signer: string; size: number }
  | { code: 'index-out-of-range'; index: number; size: number }
  | { code: 'inclusion-length'; expected: number; found: number }
  | { code: 'witness-unknown'; kind: string }
  | { code: 'witness-malformed'; pointer: string }
  | { code: 'question-mismatch' | 'question-other' | 'attestations-unordered' }
  | { code: 'answer-negative' | 'answer-mismatch' | 'answer-uncommitted' }
  | { code: 'ledger-untrusted'; ledger: string }
  | { code: 'organisation-untrusted' | 'certificate-revoked'; organisation: string }
  | { code: 'certificate-untrusted' | 'attestation-invalid'; organisation: string }
  | { code: 'organisation-out-of-range' | 'certificate-out-of-range'; organisation: string; at: string }
  | { code: 'certificate-role'; organisation: string; role: string }
  | { code: 'attestations-missing'; found: number; required: number };

/** The sentence for a failure, with its data filled in. */
export function describeFailure(failure: Failure, language: 'zh' | 'en'): string {
  const data: Record<string, string | number> = failure;
  // The pointer of the document itself is empty.
  const shown = (name: string) =>
    name === 'pointer' && data.pointer === '' ? theTop[language] : String(data[name]);
  return FAILURES[failure.code][language].replace(/\{(\w+)\}/g, (_, name: string) => shown(name));
}

const theTop = { zh: '最外层', en: 'its top' };
