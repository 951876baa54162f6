import { describeFinding } from './findings.ts';
import type { Counts, Report } from './report.ts';

/** What the audit prints, Chinese first. */

const counted: readonly (readonly [keyof Counts, zh: string, en: string])[] = [
  ['districts', '辖区', 'districts'],
  ['records', '日志中的记录', 'records in the log'],
  ['pending', '等待进入日志的记录', 'records waiting for their place'],
  ['personalValues', '个人信息', 'personal values'],
  ['tiles', '瓦片', 'tiles'],
  ['checkpoints', '检查点', 'checkpoints'],
  ['anchorings', '上链凭据', 'anchorings'],
  ['rows', '业务数据行', 'rows compared with their record'],
];

export function auditText({ counts, findings, found }: Report): string {
  const lines = findings.flatMap((finding) => [
    `✘ ${describeFinding(finding, 'zh')}`,
    `  ${describeFinding(finding, 'en')}`,
    `  ${finding.code} · ${finding.district}`,
  ]);
  const verdict =
    found === 0
      ? [
          '✔ 全部核对一致：记录、日志、检查点与账本相符。这说明数据未被改动，不等于食品安全的结论。',
          '  Everything fits: records, log, checkpoints and ledger agree. This says that nothing was changed, not that the food is safe.',
        ]
      : [`✘ 共 ${found} 处不一致。`, `  ${found} findings.`];
  const beyond = found > findings.length ? [`  … ${found - findings.length} +`] : [];
  const elsewhere =
    counts.anchoringsElsewhere === 0
      ? []
      : [
          `  其中 ${counts.anchoringsElsewhere} 条在其他账本上，未向该账本核对。`,
          `  ${counts.anchoringsElsewhere} of the anchorings are on another ledger, which was not asked.`,
        ];
  const table = counted.map(([name, zh, en]) => `  ${zh} ${en}: ${counts[name]}`);
  return [...lines, ...beyond, ...verdict, '', ...table, ...elsewhere].map(printable).join('\n');
}

/** What stands in the database may come from anyone: it must not steer the terminal. */
const printable = (line: string): string =>
  line.replace(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
