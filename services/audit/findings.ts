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
  'anchoring-unnoted': {
    zh: '账本持有检查点 {place}，本数据库却没有它的上链凭据。',
    en: 'The ledger holds checkpoint {place}, and no anchoring of it is here.',
  },
  'log-unknown': {
    zh: '账本持有日志 {place} 的检查点，信任文件认得它，本数据库却没有这个辖区。',
    en: 'The ledger holds checkpoints of the log {place}, which the trust file knows and no district here has.',
  },
  'peer-unreachable': {
    zh: '{peer} 无法核对：{place}。',
    en: '{peer} could not be audited: {place}.',
  },
  'peer-behind': {
    zh: '{peer} 尚未取得第 {block} 号及以后的区块，这些区块未能在该节点核对：{place}。',
    en: '{peer} has not got block {block} and those after it, which could not be audited there: {place}.',
  },
  'peer-lacks': {
    zh: '{peer} 没有检查点 {place}。',
    en: '{peer} does not hold checkpoint {place}.',
  },
  'peer-differs': {
    zh: '{peer} 持有的检查点 {place} 与本数据库签署的不同。',
    en: '{peer} holds checkpoint {place} otherwise than this database signed and noted it.',
  },
  'peer-ahead': {
    zh: '{peer} 持有本数据库没有签署过的检查点 {place}：数据库被回退，或日志被分叉。',
    en: '{peer} holds checkpoint {place}, which this database never signed: it was rolled back, or the log was forked.',
  },
  'peer-state': {
    zh: '{peer} 的账本状态与其区块不符：{place}。',
    en: 'The state of {peer} does not follow from its blocks: {place}.',
  },
  'peers-differ': {
    zh: '各节点的第 {block} 号区块不同：{place}。',
    en: 'The peers hold different blocks {block}: {place}.',
  },
  'peers-judge-differently': {
    zh: '各节点对第 {block} 号区块中哪些交易有效的认定不同：{place}。',
    en: 'The peers say differently which transactions of block {block} count: {place}.',
  },
  'block-refused': {
    zh: '{peer} 声称有第 {block} 号区块，却不提供：{place}。',
    en: '{peer} says that it has block {block} and does not give it: {place}.',
  },
  'block-form': {
    zh: '{peer} 的第 {block} 号区块不是 Fabric 区块应有的样子：{place}。',
    en: 'Block {block} of {peer} is not as Fabric writes a block: {place}.',
  },
  'block-first': {
    zh: '{peer} 的首个区块不是建立通道时约定的那个：{place}。',
    en: 'The first block of {peer} is not the one that the channel was agreed on with: {place}.',
  },
  'block-number': {
    zh: '{peer} 的第 {block} 号区块所写的编号不同：{place}。',
    en: 'Block {block} of {peer} bears another number: {place}.',
  },
  'block-data': {
    zh: '{peer} 的第 {block} 号区块中的交易与区块头的哈希不符：{place}。',
    en: 'The transactions in block {block} of {peer} are not those that its header stands for: {place}.',
  },
  'block-link': {
    zh: '{peer} 的第 {block} 号区块没有接在它前一个区块之后：{place}。',
    en: 'Block {block} of {peer} does not follow the block before it: {place}.',
  },
  'block-signature': {
    zh: '{peer} 的第 {block} 号区块没有应有的排序节点签名：{place}。',
    en: 'Block {block} of {peer} does not bear the signatures of orderers that it must: {place}.',
  },
  'block-codes': {
    zh: '{peer} 的第 {block} 号区块中，交易是否有效的标记与该节点自己的提交哈希不符：{place}。',
    en: 'In block {block} of {peer}, the codes that say which transactions count do not lead to its own commit hash: {place}.',
  },
  'transaction-invalid': {
    zh: '{peer} 的第 {block} 号区块把无效的交易 {transaction} 当作有效：{place}。',
    en: 'Block {block} of {peer} lets transaction {transaction} count, which may not: {place}.',
  },
  'transaction-unendorsed': {
    zh: '{peer} 的第 {block} 号区块把未经全部机构背书的交易 {transaction} 当作有效：{place}。',
    en: 'Block {block} of {peer} lets transaction {transaction} count, which not all organisations endorsed: {place}.',
  },
  'anchor-malformed': {
    zh: '{peer} 的第 {block} 号区块中，交易 {transaction} 写入了见证合约不会写的内容：{place}。',
    en: 'In block {block} of {peer}, transaction {transaction} writes what the witness never writes: {place}.',
  },
  'anchor-discontinued': {
    zh: '{peer} 的第 {block} 号区块中，交易 {transaction} 的检查点没有接续之前的检查点：{place}。',
    en: 'In block {block} of {peer}, the checkpoint of transaction {transaction} does not continue the one before it: {place}.',
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
  'row-stray': {
    zh: '业务数据 {place} 不出自任何记录。',
    en: 'The row {place} follows from no record.',
  },
  'row-missing': {
    zh: '记录 {record} 的业务数据不见了：{place}。',
    en: 'The row that record {record} tells of is gone: {place}.',
  },
} as const satisfies Record<string, { zh: string; en: string }>;

export type FindingCode = keyof typeof FINDINGS;

/** These say what could not be looked at, not what does not fit. */
const unaudited: ReadonlySet<FindingCode> = new Set<FindingCode>(['peer-unreachable', 'peer-behind']);

export const isUnaudited = (code: FindingCode): boolean => unaudited.has(code);

/** One thing that does not fit, or could not be audited. */
export interface AuditFinding {
  readonly code: FindingCode;
  /** Division code of the district; absent for what concerns a peer's copy of the ledger as a whole. */
  readonly district?: string;
  /** Whose copy of the ledger. */
  readonly peer?: PeerName;
  readonly block?: number;
  /** Its id on the ledger. */
  readonly transaction?: string;
  /** Table and column, JSON pointer, index: `records.canonical /lines/0/grams`, `schools.name (id …)`, `data`. */
  readonly place: string;
  readonly record?: string;
}

/** An organisation's peer: the organisation as an MSP id and for people, and what the peer is called. */
export interface PeerName {
  readonly organisation: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly name: string;
}

/** The sentence for a finding. */
export function describeFinding(finding: AuditFinding, language: 'zh' | 'en'): string {
  const { peer, block, ...rest } = finding;
  const data: Readonly<Record<string, string>> = {
    ...rest,
    ...(block !== undefined && { block: String(block) }),
    ...(peer && { peer: describePeer(peer, language) }),
  };
  return FINDINGS[finding.code][language].replace(/\{(\w+)\}/g, (_, name: string) => data[name] ?? '');
}

export const describePeer = ({ organisation, title, name }: PeerName, language: 'zh' | 'en'): string =>
  language === 'zh'
    ? `${title.zh}（${organisation}）的节点 ${name}`
    : `peer ${name} of the ${title.en} (${organisation})`;
