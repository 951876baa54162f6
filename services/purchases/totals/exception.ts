import type { Finding } from '#schemas/finding.ts';

/** Something to look into, at a unit or about orders of several. */
export interface Exception {
  readonly unit: string | null;
  readonly finding: Finding;
}
