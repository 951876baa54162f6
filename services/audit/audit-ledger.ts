import { checkpointAt } from '../anchors/index.ts';
import { inDistrict } from './audited.ts';
import { blockOf, isAsStamped } from './compare-held.ts';
import { LedgerReader, type LedgerScope } from './ledger-reader.ts';

/**
 * Reads the whole ledger from every organisation's own peer, checks it, and holds it against our tables. The product may
 * go on meanwhile: what it adds only comes later in the blocks and in the tables, and nothing is asked in an order in
 * which that could pass for a difference.
 */
export async function auditLedger(scope: LedgerScope): Promise<void> {
  const { ledger, report } = scope;
  const reading = new LedgerReader(scope);
  await reading.walk(lastBlockOf(await newestAnchorings(scope)));
  await reading.eachLog((log) => log.compare());
  const newest = await newestAnchorings(scope);
  await reading.eachLog((log) => log.lookAhead());
  await reading.walk(lastBlockOf(newest));
  await reading.eachLog((log, { origin }) => log.settle(newest.get(origin)?.size ?? 0));
  reading.tellBehind();
  report.ledger = { ...ledger.identity, label: ledger.label, peers: reading.peers };
}

/** Up to where a log is anchored on this ledger, by our tables. */
interface NewestAnchoring {
  readonly size: number;
  /** Nothing when the row is not as it was stamped. */
  readonly block: number | undefined;
}

/** Of each log, as our tables are now. */
async function newestAnchorings({ owner, logs, ledger }: LedgerScope): Promise<Map<string, NewestAnchoring>> {
  const found = new Map<string, NewestAnchoring>();
  for (const log of logs) {
    const { districtId, origin } = log;
    const newest = await inDistrict(owner, districtId, async (db) => {
      const row = await db
        .selectFrom('anchorings')
        .selectAll()
        .where('districtId', '=', districtId)
        .where('ledgerName', '=', ledger.identity.name)
        .orderBy('size', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!row) return undefined;
      const isStamped = isAsStamped(log, row, await checkpointAt(db, districtId, row.size));
      return { size: row.size, block: isStamped ? blockOf(row) : undefined };
    });
    if (newest) found.set(origin, newest);
  }
  return found;
}

function lastBlockOf(newest: ReadonlyMap<string, NewestAnchoring>): number {
  return Math.max(-1, ...[...newest.values()].map(({ block }) => block ?? -1));
}
