import { equalBytes } from '#ledger/bytes.ts';
import type { Anchoring } from '#ledger/port.ts';
import { anchoringStatement, checkpointAt, isStamped } from '../anchors/index.ts';
import type { Tables } from '../db/tables.ts';
import { type Audited, pageSize } from './audited.ts';

/** What the ledger holds against what was signed, and our notes of it against the ledger. */
export async function auditLedger(audited: Audited): Promise<void> {
  const { ledger, origin, report } = audited;
  const sizes = new Map<string, number>();
  for await (const row of anchorings(audited)) {
    report.counts.anchorings += 1;
    const before = sizes.get(row.ledgerName) ?? 0;
    if (row.previousSize > before)
      report.add('anchoring-missing', `anchorings.previous_size (size ${row.size})`);
    sizes.set(row.ledgerName, row.size);
    await auditAnchoring(audited, row);
  }
  const head = await ledger.latest(origin);
  if (!head) return;
  const own = await checkpointAt(audited.db, audited.districtId, head.size);
  if (!own || !equalBytes(own.root, head.root)) report.add('ledger-ahead', String(head.size));
}

async function auditAnchoring(audited: Audited, row: Tables['anchorings']): Promise<void> {
  const { db, districtId, keys, ledger, origin, report } = audited;
  const { size, ledgerName, ledgerKind } = row;
  const checkpoint = await checkpointAt(db, districtId, size);
  if (!checkpoint)
    return report.add('anchoring-changed', `anchorings.size (size ${size}), no such checkpoint`);
  const { stamp, ...columns } = row;
  const stamped = isStamped(anchoringStatement(columns, origin, checkpoint.root), stamp, keys);
  if (ledger.identity.name !== ledgerName || ledger.identity.kind !== ledgerKind) {
    report.counts.anchoringsElsewhere += 1;
    if (!stamped) report.add('anchoring-changed', `anchorings (size ${size}, ledger ${ledgerName})`);
    return;
  }
  const held = await ledger.at(origin, size);
  if (!held || !equalBytes(held.root, checkpoint.root) || held.note !== checkpoint.note)
    return report.add('ledger-differs', String(size));
  const changed = changedColumn(row, held, ledger.identity.witness);
  if (changed || !stamped)
    report.add(
      'anchoring-changed',
      `anchorings.${changed ?? 'payload, anchored_at or stamp'} (size ${size})`,
    );
}

function changedColumn(row: Tables['anchorings'], held: Anchoring, witness: string): string | undefined {
  if (row.transactionId !== held.transactionId) return 'transaction_id';
  if (row.witness !== witness) return 'witness';
  return undefined;
}

/** Every anchoring in order of size, a page at a time. */
async function* anchorings({ db, districtId }: Audited): AsyncGenerator<Tables['anchorings']> {
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
