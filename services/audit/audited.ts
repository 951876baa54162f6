import { sql } from 'kysely';
import type { AuditedLedger } from '#ledger/audited-ledger.ts';
import type { Trust, TrustedKey } from '#ledger/trust.ts';
import type { Reader } from '../context.ts';
import type { Db } from '../db/connect.ts';
import type { DerivedRows } from '../records/derived-rows.ts';
import type { PersonalVault } from '../records/personal.ts';
import type { RecordedRows } from '../records/recorded-rows.ts';
import type { DistrictReport } from './report.ts';

/** What an audit is given from outside the database. */
export interface AuditMeans {
  readonly trust: Trust;
  readonly vault: PersonalVault;
  readonly ledger: AuditedLedger;
  /** How the rows of each slice follow from records. */
  readonly recordedRows: readonly RecordedRows[];
  /** How further rows follow from those. */
  readonly derivedRows: readonly DerivedRows[];
}

/** The log of a district under audit. */
export interface AuditedLog {
  readonly districtId: string;
  /** Code of the district. */
  readonly divisionCode: string;
  /** The name that the log is signed under; its keys. */
  readonly origin: string;
  readonly keys: readonly TrustedKey[];
}

/** One district under audit, in one snapshot. */
export interface Audited extends AuditMeans, AuditedLog {
  readonly db: Reader;
  readonly report: DistrictReport;
}

/** Runs queries on one snapshot of a district as it is now. */
export async function inDistrict<T>(
  owner: Db,
  districtId: string,
  query: (db: Reader) => Promise<T>,
): Promise<T> {
  return await owner
    .transaction()
    .setAccessMode('read only')
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await sql`select set_config('shansu.district', ${districtId}, true)`.execute(tx);
      return await query(tx as unknown as Reader);
    });
}

/** Rows read at once: little memory, few round trips. */
export const pageSize = 1024;
