import { inDistrict } from './audited.ts';
import { LedgerReader, type LedgerScope } from './ledger-reader.ts';

/**
 * Reads the whole ledger from every organisation's own peer, checks it, and holds it against our tables. The product may
 * go on meanwhile: what it adds only comes later in the blocks and in the tables, and nothing is asked in an order in
 * which that could pass for a difference.
 */
export async function auditLedger(scope: LedgerScope): Promise<void> {
  const { ledger, report } = scope;
  const reading = new LedgerReader(scope);
  await reading.walk();
  await reading.eachLog((log) => log.compare());
  const newest = await newestAnchorings(scope);
  await reading.eachLog((log) => log.lookAhead());
  await reading.walk();
  await reading.eachLog((log, { origin }) => log.settle(newest.get(origin) ?? 0));
  reading.tellBehind();
  report.ledger = { ...ledger.identity, label: ledger.label, peers: reading.peers };
}

/** Up to which size each log is anchored on this ledger, by our tables, as they are now. */
async function newestAnchorings({ owner, logs, ledger }: LedgerScope): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const { districtId, origin } of logs) {
    const newest = await inDistrict(owner, districtId, (db) =>
      db
        .selectFrom('anchorings')
        .select('size')
        .where('districtId', '=', districtId)
        .where('ledgerName', '=', ledger.identity.name)
        .orderBy('size', 'desc')
        .limit(1)
        .executeTakeFirst(),
    );
    if (newest) found.set(origin, newest.size);
  }
  return found;
}
