export type { Manifest } from './manifest.ts';
export { restoreBackup } from './restore-backup.ts';
export { type BackupReport, writeBackup } from './write-backup.ts';
