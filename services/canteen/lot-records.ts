import { type ProofStanding, proofStandings } from '../anchors/index.ts';
import type { Reader } from '../context.ts';

/** Something that was recorded about a lot. */
export interface LotRecord {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly grams: number | null;
  /** Why, in the words of who recorded it. */
  readonly because: string | null;
  readonly replaces: boolean;
  /** A later record stands in its place. */
  readonly replaced: boolean;
  readonly proof: ProofStanding;
}

/** Everything that was ever recorded about a lot, oldest first, each with how far its proof has come. */
export async function lotRecords(db: Reader, districtId: string, lotId: string): Promise<LotRecord[]> {
  const rows = await db
    .selectFrom('records')
    .select(['id', 'type', 'occurredAt', 'recordedAt', 'replacesId', 'canonical'])
    .where('subjectId', '=', lotId)
    .orderBy('recordedAt')
    .orderBy('id')
    .execute();
  const standings = await proofStandings(
    db,
    districtId,
    rows.map(({ id }) => id),
  );
  const replaced = new Set(rows.map(({ replacesId }) => replacesId));
  return rows.map(({ replacesId, canonical, ...record }) => ({
    ...record,
    ...said(canonical),
    replaces: replacesId !== null,
    replaced: replaced.has(record.id),
    proof: standings.get(record.id) ?? { state: 'failed' },
  }));
}

interface Said {
  readonly grams?: number;
  readonly acceptedGrams?: number;
  readonly because?: string;
  readonly purpose?: string;
  /** Of a correction. */
  readonly reason?: string;
}

/** What most kinds of record say in one way or another; a text that cannot be read says nothing here. */
function said(canonical: string): Pick<LotRecord, 'grams' | 'because'> {
  try {
    const { grams, acceptedGrams, because, purpose, reason } = JSON.parse(canonical) as Said;
    return { grams: grams ?? acceptedGrams ?? null, because: reason ?? because ?? purpose ?? null };
  } catch {
    return { grams: null, because: null };
  }
}
