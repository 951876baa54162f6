import type { Finding } from '#schemas/finding.ts';

/** Something to look into, at a unit or about orders of several. */
export interface Exception {
  readonly unit: { readonly id: string; readonly name: string } | null;
  readonly finding: Finding;
  /** Order lines that show it, where it is about lines. */
  readonly lines?: readonly { readonly id: string; readonly orderNo: string; readonly lineNo: number }[];
}
