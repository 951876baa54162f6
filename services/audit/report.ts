import type { LedgerIdentity } from '#ledger/port.ts';
import { type AuditFinding, type FindingCode, isUnaudited, type PeerName } from './findings.ts';

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
  /** Blocks of the ledger, read from every peer. */
  blocks: number;
  personalValues: number;
  rows: number;
}

/** What was read of one peer's copy of the ledger. */
export interface PeerReading extends PeerName {
  /** How many blocks it said it has; absent when it could not be asked. */
  readonly height?: number;
  readonly blocks: number;
  /** Checkpoints of the audited logs in its blocks. */
  readonly checkpoints: number;
  /** Checkpoints of logs that are not ours. */
  readonly checkpointsOfOthers: number;
}

/** The ledger that was audited. */
export interface LedgerReading extends LedgerIdentity {
  /** For people. */
  readonly label: string;
  readonly peers: readonly PeerReading[];
}

/** Findings beyond this many are counted, not kept: a destroyed database must not fill the memory. */
const kept = 1000;

/** Where the parts of an audit put what they find and count. */
export class Report {
  readonly counts: Counts = {
    ...{ districts: 0, records: 0, pending: 0, tiles: 0, checkpoints: 0 },
    ...{ anchorings: 0, anchoringsElsewhere: 0, blocks: 0, personalValues: 0, rows: 0 },
  };
  /** Absent until the ledger was read. */
  ledger: LedgerReading | undefined;
  readonly findings: AuditFinding[] = [];
  #found = 0;
  #unaudited = 0;

  /** All that does not fit, kept or not. */
  get found(): number {
    return this.#found;
  }

  /** How many times something could not be looked at. */
  get unaudited(): number {
    return this.#unaudited;
  }

  /** 0: everything fits; 1: something does not; 4: what could be looked at fits, and something could not. */
  get exit(): 0 | 1 | 4 {
    if (this.#found > 0) return 1;
    return this.#unaudited > 0 ? 4 : 0;
  }

  add(finding: AuditFinding): void {
    if (isUnaudited(finding.code)) this.#unaudited += 1;
    else this.#found += 1;
    if (this.findings.length < kept) this.findings.push(finding);
  }

  /** The report's face for one district. */
  forDistrict(district: string): DistrictReport {
    return {
      counts: this.counts,
      add: (code, place, record) =>
        this.add({ code, district, place, ...(record !== undefined && { record }) }),
    };
  }
}

export interface DistrictReport {
  readonly counts: Counts;
  readonly add: (code: FindingCode, place: string, record?: string) => void;
}
