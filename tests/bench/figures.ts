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
  readonly p95?: number;
  readonly p99?: number;
}

/** A figure that could not be had. */
export interface Failure {
  readonly failed: string;
  readonly reason: string;
}

export type Result = Figure | Failure;

export function failureOf(failed: string, error: unknown): Failure {
  return { failed, reason: error instanceof Error ? error.message : String(error) };
}

/** Prints one result: a JSON object a line, or a line to read. */
export function print(result: Result, { json, ledger }: { json: boolean; ledger: object }): void {
  if (json) console.log(JSON.stringify({ ...result, ledger, machine, at: new Date().toISOString() }));
  else console.log('failed' in result ? `FAILED: ${result.failed}: ${result.reason}` : lineOf(result));
}

function lineOf({ figure, value, unit, size, peers, p50, p95, p99 }: Figure): string {
  const spread = Object.entries({ p50, p95, p99 })
    .filter(([, time]) => time !== undefined)
    .map(([name, time]) => `  ${name} ${round(time as number)}`)
    .join('');
  const beside = peers ? `  peers ${JSON.stringify(peers)}` : '';
  return `${figure.padEnd(60)} ${String(round(value)).padStart(10)} ${unit}${spread}  ${JSON.stringify(size)}${beside}`;
}

const round = (value: number): number => Number(value.toPrecision(3));

/** Nearest-rank percentile. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
