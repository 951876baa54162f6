import { describeFailure, FAILURES, type Failure } from '#ledger/failures.ts';
import { ledgerWords } from '#ledger/ledger-words.ts';
import type { Verified } from '#ledger/verify.ts';
import type { WitnessVerdict } from '#ledger/witness.ts';

/** What `check` prints, Chinese first. */

export function reportFailure(failure: Failure): string {
  return [
    `✘ ${describeFailure(failure, 'zh')}`,
    `  ${describeFailure(failure, 'en')}`,
    `  ${failure.code} (${FAILURES[failure.code].exit})`,
  ]
    .map(printable)
    .join('\n');
}

export function reportVerified({ record, log, signers, witness }: Verified): string {
  const shown = Object.entries(record.disclosed).map(
    ([path, value]) => `    ${path} = ${JSON.stringify(value)}`,
  );
  return [
    '✔ 验证通过：这条记录自日志签署该检查点以来未被改动。这不等于食品安全的结论。',
    '  Verified: the record is unchanged since the log signed this checkpoint. This does not say the food is safe.',
    '',
    row('记录', 'record', `${record.type} v${record.v}`),
    row('摘要', 'digest', record.digest),
    ...(record.previous === undefined ? [] : [row('更正', 'replaces', record.previous)]),
    row('日志', 'log', log.origin),
    row('位置', 'place', `${log.index} / ${log.size}`),
    row('根', 'root', log.root),
    row('签名', 'signed by', signers.join(', ')),
    ...witnessRows(witness),
    row('公开', 'shown', String(shown.length)),
    ...shown,
    row('未公开', 'withheld or erased', String(record.withheld.length)),
  ]
    .map(printable)
    .join('\n');
}

function witnessRows(witness: WitnessVerdict): string[] {
  if (witness.kind === 'none')
    return [
      row(
        '见证',
        'witness',
        '无外部见证，只有日志运营方的签名 / none: only the operator of the log has signed',
      ),
    ];
  const { channel, chaincode, organisations, transactionId, blockNumber, attestedAt } = witness;
  return [
    row('见证', 'witness', witnessSentence(witness)),
    ...organisations.map(({ mspId, name }) =>
      row('机构', 'organisation', `${name.zh} / ${name.en} (${mspId})`),
    ),
    row('账本', 'ledger', `${channel}/${chaincode}`),
    row('交易', 'transaction', transactionId),
    row('区块', 'block', String(blockNumber)),
    row('见证时间（以询问方时钟为准）', "attested at, by the asker's clock", attestedAt),
  ];
}

function witnessSentence({ kind, organisations }: Exclude<WitnessVerdict, { kind: 'none' }>): string {
  const { zh, en } = ledgerWords(kind === 'fabric' ? 'organisations' : 'none', organisations.length);
  return `${zh} / ${en}`;
}

/** A proof comes from anyone: what it says must not steer the terminal or reorder the line. */
function printable(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

function row(zh: string, en: string, value: string): string {
  return `  ${zh} ${en}: ${value}`;
}
