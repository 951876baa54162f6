import type { Ledger } from '#ledger/port.ts';
import type { Trust, TrustedKey } from '#ledger/trust.ts';
import type { Reader } from '../context.ts';
import type { PersonalVault } from '../records/personal.ts';
import type { RecordedRows } from '../records/recorded-rows.ts';
import type { DistrictReport } from './report.ts';

/** What an audit is given from outside the database. */
export interface AuditMeans {
  readonly trust: Trust;
  readonly vault: PersonalVault;
  readonly ledger: Ledger;
  /** How the rows of each slice follow from records. */
  readonly recordedRows: readonly RecordedRows[];
}

/** One district under audit, in one snapshot. */
export interface Audited extends AuditMeans {
  readonly db: Reader;
  readonly districtId: string;
  /** The name that the log is signed under; its keys. */
  readonly origin: string;
  readonly keys: readonly TrustedKey[];
  readonly report: DistrictReport;
}

/** Rows read at once: little memory, few round trips. */
export const pageSize = 1024;
