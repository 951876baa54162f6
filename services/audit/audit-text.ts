import { ledgerWords } from '#ledger/ledger-words.ts';
import { describeFinding, describePeer } from './findings.ts';
import type { Counts, LedgerReading, PeerReading, Report } from './report.ts';

/** What the audit prints, Chinese first. */

const counted: readonly (readonly [keyof Counts, zh: string, en: string])[] = [
  ['districts', '辖区', 'districts'],
  ['records', '日志中的记录', 'records in the log'],
  ['pending', '等待进入日志的记录', 'records waiting for their place'],
  ['personalValues', '个人信息', 'personal values'],
  ['tiles', '瓦片', 'tiles'],
  ['checkpoints', '检查点', 'checkpoints'],
  ['anchorings', '上链凭据', 'anchorings'],
  ['blocks', '账本区块（各节点合计）', 'blocks of the ledger, of all peers'],
  ['rows', '业务数据行', 'rows compared with their record'],
];

export function auditText(report: Report): string {
  const { counts, findings, found, unaudited, ledger } = report;
  const lines = findings.flatMap((finding) => [
    `✘ ${describeFinding(finding, 'zh')}`,
    `  ${describeFinding(finding, 'en')}`,
    `  ${[finding.code, finding.district, finding.transaction].filter((part) => part !== undefined).join(' · ')}`,
  ]);
  const kept = found + unaudited - findings.length;
  const beyond = kept > 0 ? [`  … ${kept} +`] : [];
  const elsewhere =
    counts.anchoringsElsewhere === 0
      ? []
      : [
          `  其中 ${counts.anchoringsElsewhere} 条在其他账本上，未向该账本核对。`,
          `  ${counts.anchoringsElsewhere} of the anchorings are on another ledger, which was not asked.`,
        ];
  const table = counted.map(([name, zh, en]) => `  ${zh} ${en}: ${counts[name]}`);
  const read = ledger ? ledgerLines(ledger) : [];
  return [...lines, ...beyond, ...verdictOf(report), '', ...table, ...elsewhere, ...read]
    .map(printable)
    .join('\n');
}

function verdictOf({ exit, found, unaudited }: Report): string[] {
  if (exit === 1) return [`✘ 共 ${found} 处不一致。`, `  ${found} findings.`];
  if (exit === 4)
    return [
      `✘ 能核对的都一致，但有 ${unaudited} 处未能核对。`,
      `  What could be looked at fits, but ${unaudited} could not be looked at.`,
    ];
  return [
    '✔ 全部核对一致：记录、日志、检查点与各机构节点上的账本相符。这说明数据未被改动，不等于食品安全的结论。',
    '  Everything fits: records, log, checkpoints and the ledger on every peer agree. This says that nothing was changed, not that the food is safe.',
  ];
}

/** Which ledger it was, and what was read of it from whom. */
function ledgerLines({ name, label, witness, peers }: LedgerReading): string[] {
  const nobody = witness === 'none' ? [`  ${ledgerWords(witness, 0).zh}`] : [];
  return ['', `  账本 ledger: ${name}, ${label}`, ...nobody, ...peers.flatMap(peerLines)];
}

function peerLines(peer: PeerReading): string[] {
  const { blocks, height, checkpoints, checkpointsOfOthers } = peer;
  const [others, othersEn] =
    checkpointsOfOthers === 0
      ? ['', '']
      : [`，另有其他日志的 ${checkpointsOfOthers} 个`, `, and ${checkpointsOfOthers} of other logs`];
  const of = height === undefined ? '' : ` / ${height}`;
  return [
    `  ${describePeer(peer, 'zh')}：区块 ${blocks}${of} 个，检查点 ${checkpoints} 个${others}`,
    `  ${describePeer(peer, 'en')}: ${blocks}${of} blocks, ${checkpoints} checkpoints${othersEn}`,
  ];
}

/** What stands in the database may come from anyone: it must not steer the terminal. */
const printable = (line: string): string =>
  line.replace(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
