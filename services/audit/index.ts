export { auditAll } from './audit-district.ts';
export { auditText } from './audit-text.ts';
export type { AuditMeans } from './audited.ts';
export { type AuditFinding, describeFinding, FINDINGS, type FindingCode } from './findings.ts';
export { type Counts, Report } from './report.ts';
