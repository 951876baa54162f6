import type { AuditedLedger, AuditedPeer, CheckedBlock } from '#ledger/audited-ledger.ts';
import { auditLedger } from '#services/audit/audit-ledger.ts';
import type { AuditedLog } from '#services/audit/audited.ts';
import { Report } from '#services/audit/index.ts';
import type { Db } from '#services/db/connect.ts';
import { ledgerName } from './anchored-log.ts';

/** @param height what it says it has */
export function madeUpPeer(
  mspId: string,
  height: number,
  blockAt: (number: number) => CheckedBlock,
  state: Partial<Pick<AuditedPeer, 'head' | 'checkpoints'>> = {},
): AuditedPeer {
  let next = 0;
  return {
    organisation: { mspId, title: { zh: mspId, en: mspId } },
    name: mspId.toLowerCase(),
    height: async () => height,
    async *blocks(end) {
      for (; next < end; next++) yield blockAt(next);
    },
    head: async () => undefined,
    checkpoints: async () => [],
    ...state,
  };
}

/** What the audit says of a ledger of such peers. Without logs nothing is asked of the database. */
export async function auditOf(
  peers: readonly AuditedPeer[],
  logs: readonly AuditedLog[] = [],
  owner = undefined as unknown as Db,
): Promise<Report> {
  const report = new Report();
  const identity = { kind: 'fabric', name: ledgerName, witness: 'organisations' } as const;
  const ledger: AuditedLedger = { identity, label: 'a network', peers, async [Symbol.asyncDispose]() {} };
  const trust = { logs: [], ledgers: [] };
  await auditLedger({ owner, ledger, trust, report, logs, isWhole: true });
  return report;
}
