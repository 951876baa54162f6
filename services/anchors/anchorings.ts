import { toHex } from '#ledger/bytes.ts';
import type { CanonicalObject } from '#ledger/canonical.ts';
import type { Anchoring, LedgerIdentity } from '#ledger/port.ts';
import type { Reader } from '../context.ts';
import type { Tables } from '../db/tables.ts';

export type AnchoringRow = Tables['anchorings'];

/** What the ledger gave beside the transaction. */
type Payload = Pick<Anchoring, 'witness' | 'blockNumber'>;

/** The row of an anchoring, but for its stamp. */
export function anchoringRow(
  districtId: string,
  { kind, name, witness }: LedgerIdentity,
  previousSize: number,
  anchoring: Anchoring,
): Omit<AnchoringRow, 'stamp' | 'payload'> & { payload: CanonicalObject } {
  const { size, transactionId, anchoredAt, blockNumber, witness: proof } = anchoring;
  const payload: Payload = { witness: proof, blockNumber };
  return {
    ...{ districtId, ledgerName: name, ledgerKind: kind, witness },
    ...{ size, previousSize, transactionId, payload, anchoredAt },
  };
}

/** What a stored row says the ledger has: the port's own form, with the checkpoint that it is about. */
export function anchoringOf(
  row: Pick<AnchoringRow, 'transactionId' | 'anchoredAt' | 'payload'>,
  checkpoint: Pick<Anchoring, 'origin' | 'size' | 'root' | 'note'>,
): Anchoring {
  const { witness, blockNumber } = row.payload as Payload;
  const { origin, size, root, note } = checkpoint;
  return {
    ...{ origin, size, root, note },
    transactionId: row.transactionId,
    blockNumber,
    anchoredAt: row.anchoredAt,
    witness,
  };
}

/** What the stamp of an anchoring says (stamp.ts). */
export function anchoringStatement(
  row: Omit<AnchoringRow, 'stamp'>,
  origin: string,
  root: Uint8Array,
): CanonicalObject {
  const { districtId: _, payload, ...columns } = row;
  return { of: 'anchoring', origin, root: toHex(root), ...columns, payload: payload as CanonicalObject };
}

/** The newest anchoring of a district on one ledger. */
export async function newestAnchoring(db: Reader, districtId: string, ledgerName: string) {
  return await db
    .selectFrom('anchorings')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('ledgerName', '=', ledgerName)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
}
