import type { Finding } from '#schemas/finding.ts';
import type { Tx } from '../context.ts';
import { newId } from '../ids.ts';

/** What findings are about, and the record of the fact that they judge. */
export interface FindingSubject {
  readonly kind: string;
  readonly id: string;
  readonly schoolId: string | null;
  readonly recordId: string;
}

/** Keeps findings beside the record that they judge, with the hash of the rule packs that found them. */
export async function storeFindings(
  tx: Tx,
  found: readonly { readonly subject: FindingSubject; readonly findings: readonly Finding[] }[],
): Promise<void> {
  const raisedAt = tx.clock.now();
  const rows = found.flatMap(({ subject, findings }) =>
    findings.map(({ ruleId, severity, rulesHash, breach, evidence, data }) => ({
      districtId: tx.districtId,
      id: newId(raisedAt),
      ruleId,
      severity,
      subjectKind: subject.kind,
      subjectId: subject.id,
      schoolId: subject.schoolId,
      data: { breach, evidence, ...data },
      packHash: rulesHash,
      raisedAt,
      recordId: subject.recordId,
    })),
  );
  if (rows.length > 0) await tx.db.insertInto('findings').values(rows).execute();
}
