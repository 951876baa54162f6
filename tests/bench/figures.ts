import { machine } from './machine.ts';

export interface Figure {
  readonly figure: string;
  readonly unit: string;
  readonly value: number;
  /** How much data, how many clients: what the value depends on. */
  readonly size: Readonly<Record<string, number | string>>;
  /** What it was measured against in the same run. */
  readonly peers?: Readonly<Record<string, number>>;
  readonly p50?: number;
  readonly p99?: number;
}

/** Prints one figure: a JSON object a line, or a line to read. */
export function print(figure: Figure, asJson: boolean): void {
  if (asJson) {
    console.log(JSON.stringify({ ...figure, machine, at: new Date().toISOString() }));
    return;
  }
  const { figure: name, value, unit, size, peers, p50, p99 } = figure;
  const spread = p50 === undefined ? '' : `  p50 ${round(p50)}  p99 ${round(p99 ?? 0)}`;
  const beside = peers ? `  peers ${JSON.stringify(peers)}` : '';
  console.log(
    `${name.padEnd(44)} ${String(round(value)).padStart(10)} ${unit}${spread}  ${JSON.stringify(size)}${beside}`,
  );
}

export const round = (value: number): number => Number(value.toPrecision(3));

/** Nearest-rank percentile. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
