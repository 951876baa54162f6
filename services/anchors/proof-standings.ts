import { sql } from 'kysely';
import { equalBytes, toHex } from '#ledger/bytes.ts';
import { type CanonicalObject, parseCanonical } from '#ledger/canonical.ts';
import { commitRecord } from '#ledger/commitment.ts';
import { formatEntry } from '#ledger/entry.ts';
import { leafHash } from '#ledger/hash.ts';
import type { LedgerIdentity } from '#ledger/port.ts';
import { inSql, type Reader } from '../context.ts';

/** What can be proven of a record, without the proof: for lists and badges. */
export type ProofStanding =
  /** The record is gone, or does not fit its own digest or its leaf in the log. */
  | { readonly state: 'failed' }
  | { readonly state: 'pending' | 'sequenced'; readonly recordedAt: string; readonly actorId: string | null }
  | {
      readonly state: 'anchored';
      readonly recordedAt: string;
      readonly actorId: string | null;
      readonly anchoredAt: string;
      readonly ledger: LedgerIdentity['kind'];
      readonly witness: LedgerIdentity['witness'];
      /** How many signed that the ledger has it. */
      readonly organisations: number;
    };

interface Row {
  readonly id: string;
  readonly type: string;
  readonly digest: Uint8Array;
  readonly recordedAt: string;
  readonly actorId: string | null;
  readonly canonical: string;
  readonly salt: Uint8Array;
  readonly previous: Uint8Array | null;
  readonly leafHash: Uint8Array | null;
  readonly anchoredAt: string | null;
  readonly ledgerKind: LedgerIdentity['kind'] | null;
  readonly witness: LedgerIdentity['witness'] | null;
  readonly organisations: number | null;
}

/**
 * How far each of these records has come, with one statement however many they are. Each text is hashed again and
 * compared with digest and leaf, so a record that somebody changed in the database shows here, not only in the audit.
 */
export async function proofStandings(
  db: Reader,
  districtId: string,
  recordIds: readonly string[],
): Promise<Map<string, ProofStanding>> {
  if (recordIds.length === 0) return new Map();
  const { rows } = await standingRows(districtId, recordIds).execute(inSql(db));
  const found = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    recordIds.map((id) => {
      const row = found.get(id);
      return [id, row && stands(row) ? standingOf(row) : { state: 'failed' }];
    }),
  );
}

/** The first checkpoint that a ledger has, one with outside witnesses before one without, as `proofOf` gives it. */
const standingRows = (districtId: string, recordIds: readonly string[]) => sql<Row>`
  select record.id, record.type, record.digest, record.recorded_at, record.actor_id, record.canonical, record.salt,
    replaced.digest as previous, leaf.leaf_hash,
    coalesce(witnessed.anchored_at, alone.anchored_at) as anchored_at,
    coalesce(witnessed.ledger_kind, alone.ledger_kind) as ledger_kind,
    coalesce(witnessed.witness, alone.witness) as witness,
    coalesce(witnessed.organisations, alone.organisations, 0) as organisations
  from records record
  left join records replaced on replaced.district_id = record.district_id and replaced.id = record.replaces_id
  left join log_leaves leaf on leaf.district_id = record.district_id and leaf.record_id = record.id
  left join lateral (${firstAnchoring('organisations')}) witnessed on true
  left join lateral (${firstAnchoring('none')}) alone on true
  where record.district_id = ${districtId} and record.id = any(${recordIds}::uuid[])`;

const firstAnchoring = (witness: LedgerIdentity['witness']) => sql`
  select anchored_at, ledger_kind, witness, jsonb_array_length(payload -> 'witness' -> 'attestations') as organisations
  from anchorings
  where anchorings.district_id = record.district_id and witness = ${witness} and size > leaf.leaf_index
  order by size limit 1`;

function stands({ type, digest, canonical, salt, previous, leafHash: leaf }: Row): boolean {
  if (leaf && !equalBytes(leafHash(formatEntry({ type, digest })), leaf)) return false;
  try {
    const record = parseCanonical(canonical) as CanonicalObject;
    return equalBytes(commitRecord(record, salt, previous ? toHex(previous) : undefined).digest, digest);
  } catch {
    return false;
  }
}

function standingOf(row: Row): ProofStanding {
  const { recordedAt, actorId, anchoredAt, ledgerKind: ledger, witness, organisations } = row;
  if (!row.leafHash) return { state: 'pending', recordedAt, actorId };
  if (!anchoredAt || !ledger || !witness) return { state: 'sequenced', recordedAt, actorId };
  const confirmed = { ledger, witness, organisations: organisations ?? 0 };
  return { state: 'anchored', recordedAt, actorId, anchoredAt, ...confirmed };
}
