export { auditAll } from './audit-district.ts';
export { auditText } from './audit-text.ts';
export type { AuditMeans } from './audited.ts';
export { Report } from './report.ts';
