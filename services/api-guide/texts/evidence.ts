import type { Pair } from './index.ts';

/** Records, proofs and traces. */
export const evidence: readonly Pair[] = [
  ['一条记录的原文，以及证明的进度', 'A record as it was appended, and how far its proof has come'],
  ['规范文本、摘要与证明状态', 'Canonical text, digest and state of proof'],
  ['记录的证明，可离线核验', 'The proof of a record, to be checked offline'],
  [
    '证明包 shansu-proof/v1（见 ledger/README.md）；请逐字节保存',
    'Proof bundle shansu-proof/v1 (ledger/README.md); keep it byte for byte',
  ],
  [
    '要公开的字段的 JSON 指针；不填则公开全部非个人字段',
    'JSON pointers of the fields to show; without it all that are not personal',
  ],
  ['凭任何已知信息查找批次、供货者和学校', 'Find lots, suppliers and schools by whatever is known'],
  ['找到的结果；没有找到则为空列表', 'What was found; nothing found is an empty list'],
  [
    '追溯码或二维码网址、送货单号、供货者的批号、名称或信用代码、学校名称、品名或菜名、日期或日期范围',
    'Trace code or QR address, delivery note, supplier’s lot, name or credit code of a supplier, name of a school, goods or dish, date or range of dates',
  ],
  ['按规则自动核查的发现，分页', 'What the rules found, a page at a time'],
  [
    '核查发现，新的在前；`next` 是下一页的 `after`',
    'Findings, the newest first; `next` is the `after` of the page that follows',
  ],
  ['几个餐次的共同来源', 'What several meals have in common'],
  [
    '发病人员吃过的餐次的编号，每个编号一个 `meal`',
    'Ids of the meals that sick people had, each as a `meal` of its own',
  ],
  ['至少两个餐次共有的批次、供货者和食材', 'Lots, suppliers and goods in at least two of the meals'],
  ['批次从哪里来，或到哪里去，不限层数', 'Where a lot came from, or where it went, to any depth'],
  ['批次、联系与计数', 'Lots, links and counts'],
  ['批次的编号或追溯码', 'Id or trace code of a lot'],
  ['详细列出多少批次，近的在前；计数总是全部', 'Lots to describe, the nearest first; counts are over all'],
  ['同样的内容，电子表格', 'The same as a spreadsheet'],
  ['每批次一行；标题用所要求的语言', 'One line a lot; titles in the language asked for'],
  [
    '把已停用账号持有人的姓名从所有记录中删除；证明仍然有效',
    'Erase the name of an ended account’s holder from every record; proofs stay valid',
  ],
  ['删除了多少', 'How much was erased'],
  [
    '删除一条记录中的个人信息；证明仍然有效',
    'Erase single personal values of a record; its proofs stay valid',
  ],
  ['这次删除的记录', 'The record of the erasure'],
];
