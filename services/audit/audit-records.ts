import { equalBytes } from '#ledger/bytes.ts';
import { auditPersonalValues } from './audit-personal.ts';
import type { Audited } from './audited.ts';
import { pageSize } from './audited.ts';
import { readEntries, type Stretch } from './entries.ts';
import { judgeRecord, recompute } from './judge-record.ts';

/** The records of a stretch of the log against the leaves that were signed. */
export async function auditRecords(
  audited: Audited,
  { from, leaves: rows }: Stretch,
  leaves: readonly Uint8Array[],
): Promise<void> {
  const { report } = audited;
  for (const [i, leaf] of leaves.entries()) {
    const row = rows[i];
    if (!row) report.add('leaf-missing', `log_leaves ${from + i}`);
    else if (!equalBytes(row, leaf)) report.add('leaf-changed', `log_leaves.leaf_hash ${from + i}`);
  }
  const to = from + leaves.length;
  for (let start = from; start < to; start += pageSize) {
    const entries = await readEntries(audited, start, Math.min(start + pageSize, to));
    const judged = [];
    for (const { leafIndex, recordId, record } of entries) {
      report.counts.records += 1;
      if (!record) {
        report.add('record-missing', String(leafIndex), recordId);
        continue;
      }
      const recomputed = recompute(record);
      for (const { code, place } of judgeRecord(record, recomputed, leaves[leafIndex - from]!))
        report.add(code, place, recordId);
      judged.push({ id: recordId, content: recomputed?.content });
    }
    await auditPersonalValues(audited, judged);
  }
}
