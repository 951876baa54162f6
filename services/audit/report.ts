import type { AuditFinding, FindingCode } from './findings.ts';

/** What was looked at. */
export interface Counts {
  districts: number;
  records: number;
  /** Records that still wait for their place: their text is checked, but no signature covers it yet. */
  pending: number;
  tiles: number;
  checkpoints: number;
  anchorings: number;
  /** Anchorings on a ledger other than the one at hand: their stamps were checked, the ledger was not asked. */
  anchoringsElsewhere: number;
  personalValues: number;
  rows: number;
}

/** Findings beyond this many are counted, not kept: a destroyed database must not fill the memory. */
const kept = 1000;

/** Where the parts of an audit put what they find and count. */
export class Report {
  readonly counts: Counts = {
    ...{ districts: 0, records: 0, pending: 0, tiles: 0, checkpoints: 0 },
    ...{ anchorings: 0, anchoringsElsewhere: 0, personalValues: 0, rows: 0 },
  };
  readonly findings: AuditFinding[] = [];
  #found = 0;

  /** All findings, kept or not. */
  get found(): number {
    return this.#found;
  }

  /** The report's face for one district. */
  forDistrict(district: string): DistrictReport {
    return {
      counts: this.counts,
      add: (code, place, record) => {
        this.#found += 1;
        if (this.findings.length < kept)
          this.findings.push({ code, district, place, ...(record !== undefined && { record }) });
      },
    };
  }
}

export interface DistrictReport {
  readonly counts: Counts;
  readonly add: (code: FindingCode, place: string, record?: string) => void;
}
