import { parseCheckpoint } from '#ledger/checkpoint.ts';
import { parseNote } from '#ledger/note.ts';
import type { Reader } from '../context.ts';
import type { Db } from '../db/connect.ts';
import { auditAnchorings } from './audit-anchorings.ts';
import { auditDerivedRows } from './audit-derived.ts';
import { auditLedger } from './audit-ledger.ts';
import { auditLog } from './audit-log.ts';
import { auditRows } from './audit-rows.ts';
import { auditStrays, auditUnlogged } from './audit-unlogged.ts';
import { type Audited, type AuditedLog, type AuditMeans, inDistrict } from './audited.ts';
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
  const logs: AuditedLog[] = [];
  for (const district of districts) logs.push(await auditDistrict(owner, means, report, district));
  await auditLedger({ ...means, owner, report, logs, isWhole: divisionCode === undefined });
}

/** One snapshot, so that an audit beside the running product sees every transaction whole or not at all. */
async function auditDistrict(
  owner: Db,
  means: AuditMeans,
  report: Report,
  district: District,
): Promise<AuditedLog> {
  const { id: districtId, divisionCode } = district;
  report.counts.districts += 1;
  return await inDistrict(owner, districtId, async (db) => {
    const log = { districtId, divisionCode, ...(await signedOrigin(db, means, report, district)) };
    const audited: Audited = { ...means, ...log, db, report: report.forDistrict(divisionCode) };
    await auditLog(audited);
    await auditUnlogged(audited);
    await auditStrays(audited);
    await auditAnchorings(audited);
    await auditRows(audited);
    await auditDerivedRows(audited);
    return log;
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
