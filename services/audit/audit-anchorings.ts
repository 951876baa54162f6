import { verifyFabricWitness } from '#ledger/attestation/fabric-witness.ts';
import type { Checkpoint } from '#ledger/checkpoint.ts';
import type { WitnessProof } from '#ledger/witness.ts';
import { anchoringStatement, checkpointAt, isStamped } from '../anchors/index.ts';
import type { Tables } from '../db/tables.ts';
import { type Audited, pageSize } from './audited.ts';

type Row = Tables['anchorings'];

/** Our notes of what ledgers took, by themselves: that they are as they were written. What a ledger holds is another part. */
export async function auditAnchorings(audited: Audited): Promise<void> {
  const { report } = audited;
  const sizes = new Map<string, number>();
  for await (const row of anchorings(audited)) {
    report.counts.anchorings += 1;
    const before = sizes.get(row.ledgerName) ?? 0;
    if (row.previousSize > before)
      report.add('anchoring-missing', `anchorings.previous_size (size ${row.size})`);
    sizes.set(row.ledgerName, row.size);
    await auditAnchoring(audited, row);
  }
}

async function auditAnchoring(audited: Audited, row: Row): Promise<void> {
  const { db, districtId, keys, ledger, origin, report } = audited;
  const { size, ledgerName, ledgerKind } = row;
  const isElsewhere = ledger.identity.name !== ledgerName || ledger.identity.kind !== ledgerKind;
  if (isElsewhere) report.counts.anchoringsElsewhere += 1;
  const checkpoint = await checkpointAt(db, districtId, size);
  if (!checkpoint)
    return report.add('anchoring-changed', `anchorings.size (size ${size}), no such checkpoint`);
  const { root } = checkpoint;
  const { stamp, ...columns } = row;
  if (isStamped(anchoringStatement(columns, origin, root), stamp, keys)) return;
  const place = isElsewhere
    ? `anchorings (size ${size}, ledger ${ledgerName})`
    : `anchorings.${changedColumn(audited, row, { origin, size, root })} (size ${size})`;
  report.add('anchoring-changed', place);
}

/** Which column was changed: what the organisations signed stands in the row, and says what the others must. */
function changedColumn({ trust }: Audited, row: Row, checkpoint: Checkpoint): string {
  const { witness, blockNumber } = row.payload as { witness: WitnessProof; blockNumber?: number };
  try {
    const signed = verifyFabricWitness(witness, checkpoint, trust);
    if (signed.transactionId !== row.transactionId) return 'transaction_id';
    if (signed.blockNumber !== blockNumber) return 'payload /blockNumber';
    if (row.witness !== (signed.kind === 'fabric' ? 'organisations' : 'none')) return 'witness';
    return 'previous_size, anchored_at or stamp';
  } catch {
    return 'payload /witness';
  }
}

/** Every anchoring in order of size, a page at a time. */
async function* anchorings({ db, districtId }: Audited): AsyncGenerator<Row> {
  for (let after = { size: -1, ledgerName: '' }; ; ) {
    const page = await db
      .selectFrom('anchorings')
      .selectAll()
      .where('districtId', '=', districtId)
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('size', 'ledgerName'), '>', tuple(after.size, after.ledgerName)),
      )
      .orderBy('size')
      .orderBy('ledgerName')
      .limit(pageSize)
      .execute();
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last;
  }
}
