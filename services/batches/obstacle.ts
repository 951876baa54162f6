import type { ProblemCode } from '#schemas/problem.ts';
import { DomainError } from '../errors.ts';
import type { Message } from '../web/language.ts';
import { punctuation } from '../web/punctuation.ts';

/** Why a line cannot be accepted. */
export interface Obstacle {
  readonly code: ProblemCode;
  /** Field of the line, as a JSON pointer below it. */
  readonly pointer: string;
  readonly text: Message;
  readonly ruleId?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A line with its place in what was sent. */
export interface PlacedLine {
  readonly id: string;
  readonly goodsName: string;
  /** JSON pointer of the line: `/lines/0`, or `/deliveries/3/lines/0` in a batch. */
  readonly pointer: string;
  /** Counted from 1, for people. */
  readonly ordinal: number;
}

export interface Obstruction {
  readonly line: PlacedLine;
  readonly obstacle: Obstacle;
}

/** Refuses if anything is in the way. */
export function refuseObstructed(obstructions: readonly Obstruction[]): void {
  if (obstructions.length > 0) throw obstructed(obstructions);
}

/** The refusal that tells everything in the way at once; the first obstacle gives the problem its code. */
export function obstructed(obstructions: readonly Obstruction[]): DomainError {
  const sentence = (language: 'zh' | 'en') =>
    obstructions
      .map(({ line, obstacle }) =>
        language === 'zh'
          ? `第${line.ordinal}行 ${line.goodsName}：${obstacle.text.zh}`
          : `line ${line.ordinal} ${line.goodsName}: ${obstacle.text.en}`,
      )
      .join(punctuation[language].semicolon);
  return new DomainError(obstructions[0]?.obstacle.code ?? 'invalid-input', {
    detail: { zh: sentence('zh'), en: sentence('en') },
    errors: obstructions.map(({ line, obstacle }) => ({
      pointer: `${line.pointer}${obstacle.pointer}`,
      detail: obstacle.text.en,
    })),
    data: {
      lines: obstructions.map(({ line, obstacle }) => ({
        line: line.id,
        code: obstacle.code,
        ...(obstacle.ruleId ? { ruleId: obstacle.ruleId } : {}),
        ...obstacle.data,
      })),
    },
  });
}
