import { sql } from 'kysely';
import { parseCheckpoint } from '#ledger/checkpoint.ts';
import { parseNote } from '#ledger/note.ts';
import type { Reader } from '../context.ts';
import type { Db } from '../db/connect.ts';
import { auditLedger } from './audit-ledger.ts';
import { auditLog } from './audit-log.ts';
import { auditRows } from './audit-rows.ts';
import { auditStrays, auditUnlogged } from './audit-unlogged.ts';
import type { Audited, AuditMeans } from './audited.ts';
import type { Report } from './report.ts';

interface District {
  readonly id: string;
  readonly divisionCode: string;
  readonly origin: string;
}

/**
 * Audits one district after the other, or the one with the given division code. Pages keep the memory flat, whatever
 * the database holds.
 */
export async function auditAll(
  owner: Db,
  means: AuditMeans,
  report: Report,
  divisionCode?: string,
): Promise<void> {
  const districts = await owner
    .selectFrom('districts')
    .select(['id', 'divisionCode', 'origin'])
    .$if(divisionCode !== undefined, (query) => query.where('divisionCode', '=', divisionCode as string))
    .orderBy('divisionCode')
    .execute();
  if (divisionCode !== undefined && districts.length === 0)
    throw new Error(`there is no district ${divisionCode}`);
  for (const district of districts) await auditDistrict(owner, means, report, district);
}

/** One snapshot, so that an audit beside the running product sees every transaction whole or not at all. */
async function auditDistrict(
  owner: Db,
  means: AuditMeans,
  report: Report,
  district: District,
): Promise<void> {
  report.counts.districts += 1;
  await owner
    .transaction()
    .setAccessMode('read only')
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await sql`select set_config('shansu.district', ${district.id}, true)`.execute(tx);
      const db = tx as unknown as Reader;
      const audited: Audited = {
        ...means,
        db,
        districtId: district.id,
        ...(await signedOrigin(db, means, report, district)),
        report: report.forDistrict(district.divisionCode),
      };
      await auditLog(audited);
      await auditUnlogged(audited);
      await auditStrays(audited);
      await auditLedger(audited);
      await auditRows(audited);
    });
}

/** The name under which the log is signed and its keys. If the district's own name was changed, the first note knows. */
async function signedOrigin(
  db: Reader,
  { trust }: AuditMeans,
  report: Report,
  { id, divisionCode, origin }: District,
): Promise<Pick<Audited, 'origin' | 'keys'>> {
  const keysOf = (name: string) => trust.logs.find((log) => log.origin === name)?.keys;
  const first = await db
    .selectFrom('checkpoints')
    .select('note')
    .where('districtId', '=', id)
    .orderBy('size')
    .limit(1)
    .executeTakeFirst();
  const signed = first && originIn(first.note);
  const keys = signed === undefined ? undefined : keysOf(signed);
  if (signed === undefined || signed === origin || !keys) return { origin, keys: keysOf(origin) ?? [] };
  report.forDistrict(divisionCode).add('district-changed', `districts.origin, signed as ${signed}`);
  return { origin: signed, keys };
}

function originIn(note: string): string | undefined {
  try {
    return parseCheckpoint(parseNote(note).text).origin;
  } catch {
    return undefined;
  }
}
