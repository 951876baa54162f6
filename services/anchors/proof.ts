import type { Anchoring, LedgerIdentity } from '#ledger/port.ts';
import { inclusionProof } from '#ledger/proofs.ts';
import { hashReader } from '#ledger/tiles.ts';
import type { Reader } from '../context.ts';
import { anchoringOf } from './anchorings.ts';
import { storedTiles } from './tile-store.ts';

/** The place of a record in its log, as of one signed checkpoint. */
export interface Place {
  readonly index: number;
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed checkpoint note, verbatim. */
  readonly checkpoint: string;
  readonly signedAt: string;
  readonly inclusion: readonly Uint8Array[];
}

/** What can be proven of a record now. It moves from `pending` to `sequenced` to `anchored` and never back. */
export type Proof =
  | { readonly state: 'pending' }
  | ({ readonly state: 'sequenced' } & Place)
  | ({
      readonly state: 'anchored';
      readonly ledger: LedgerIdentity;
      readonly anchoring: Anchoring;
    } & Place);

/**
 * The proof of a record that exists. It is given as of the earliest checkpoint that suits, so it stays the same from
 * one asking to the next: the first that a ledger has (one with outside witnesses before one without), or else the
 * first that was signed.
 */
export async function proofOf(db: Reader, districtId: string, recordId: string): Promise<Proof> {
  const leaf = await db
    .selectFrom('logLeaves')
    .select('leafIndex')
    .where('districtId', '=', districtId)
    .where('recordId', '=', recordId)
    .executeTakeFirst();
  if (!leaf) return { state: 'pending' };
  const anchored =
    (await firstAnchoring(db, districtId, leaf.leafIndex, 'organisations')) ??
    (await firstAnchoring(db, districtId, leaf.leafIndex, 'none'));
  if (!anchored) {
    const { note, ...head } = await firstCheckpoint(db, districtId, leaf.leafIndex);
    return { state: 'sequenced', ...(await placeOf(db, districtId, leaf.leafIndex, head)), checkpoint: note };
  }
  const { ledgerKind: kind, ledgerName: name, witness, note, ...rest } = anchored;
  const { transactionId, anchoredAt, payload, ...head } = rest;
  return {
    state: 'anchored',
    ledger: { kind, name, witness },
    anchoring: anchoringOf({ transactionId, anchoredAt, payload }, { ...head, note }),
    ...(await placeOf(db, districtId, leaf.leafIndex, head)),
    checkpoint: note,
  };
}

type Head = Pick<Place, 'origin' | 'size' | 'root' | 'signedAt'>;

async function placeOf(db: Reader, districtId: string, index: number, head: Head) {
  const reader = hashReader(head.size, storedTiles(db, districtId));
  const { origin, size, root, signedAt } = head;
  return { index, origin, size, root, signedAt, inclusion: await inclusionProof(reader, index, size) };
}

const checkpointColumns = [
  'districts.origin',
  'checkpoints.size',
  'checkpoints.root',
  'checkpoints.note',
  'checkpoints.signedAt',
] as const;

async function firstAnchoring(
  db: Reader,
  districtId: string,
  index: number,
  witness: LedgerIdentity['witness'],
) {
  return await db
    .selectFrom('anchorings')
    .innerJoin('checkpoints', (join) =>
      join
        .onRef('checkpoints.districtId', '=', 'anchorings.districtId')
        .onRef('checkpoints.size', '=', 'anchorings.size'),
    )
    .innerJoin('districts', 'districts.id', 'anchorings.districtId')
    .select([...checkpointColumns, 'ledgerKind', 'ledgerName', 'witness'])
    .select(['transactionId', 'anchoredAt', 'payload'])
    .where('anchorings.districtId', '=', districtId)
    .where('witness', '=', witness)
    .where('anchorings.size', '>', index)
    .orderBy('anchorings.size')
    .limit(1)
    .executeTakeFirst();
}

async function firstCheckpoint(db: Reader, districtId: string, index: number) {
  return await db
    .selectFrom('checkpoints')
    .innerJoin('districts', 'districts.id', 'checkpoints.districtId')
    .select(checkpointColumns)
    .where('districtId', '=', districtId)
    .where('size', '>', index)
    .orderBy('size')
    .limit(1)
    .executeTakeFirstOrThrow();
}
