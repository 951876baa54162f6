import type { Finding } from '#schemas/finding.ts';
import type { Tx } from '../context.ts';
import { newId } from '../ids.ts';
import { appendRecords } from './append.ts';
import { recordedRows } from './recorded-rows.ts';

/** What findings are about, and the record of the fact that they judge. */
export interface FindingSubject {
  readonly kind: string;
  readonly id: string;
  readonly schoolId: string | null;
  readonly recordId: string;
}

/** Keeps findings, each with a record of its own and the hash of the rule packs that found it. */
export async function storeFindings(
  tx: Tx,
  found: readonly { readonly subject: FindingSubject; readonly findings: readonly Finding[] }[],
): Promise<void> {
  const raisedAt = tx.clock.now();
  const raised = found.flatMap(({ subject, findings }) =>
    findings.map((finding) => ({ id: newId(raisedAt), recordId: newId(raisedAt), subject, finding })),
  );
  if (raised.length === 0) return;
  await appendRecords(
    tx,
    raised.map(({ id, recordId, subject, finding }) => ({
      type: 'finding-raised',
      id: recordId,
      subject: id,
      school: subject.schoolId ?? undefined,
      occurredAt: raisedAt,
      body: {
        rule: finding.ruleId,
        severity: finding.severity,
        breach: finding.breach,
        about: { kind: subject.kind, id: subject.id },
        judges: subject.recordId,
        evidence: finding.evidence,
        data: finding.data,
        rulesHash: finding.rulesHash,
      },
    })),
  );
  const rows = raised.map(({ id, recordId, subject, finding }) => ({
    districtId: tx.districtId,
    id,
    ruleId: finding.ruleId,
    severity: finding.severity,
    subjectKind: subject.kind,
    subjectId: subject.id,
    schoolId: subject.schoolId,
    data: { breach: finding.breach, evidence: finding.evidence, ...finding.data },
    packHash: finding.rulesHash,
    raisedAt,
    judgedRecordId: subject.recordId,
    recordId,
  }));
  await tx.db.insertInto('findings').values(rows).execute();
}

/** Findings are as they were raised, and none is gone. */
export const findingRecordedRows = [
  recordedRows(
    'findings',
    ['finding-raised'],
    (record) => ({
      id: record.subject,
      ruleId: record.rule,
      severity: record.severity,
      subjectKind: record.about.kind,
      subjectId: record.about.id,
      schoolId: record.school ?? null,
      data: { breach: record.breach, evidence: record.evidence, ...record.data },
      packHash: record.rulesHash,
      raisedAt: record.occurredAt,
      judgedRecordId: record.judges,
    }),
    { subjects: true, each: true },
  ),
];
