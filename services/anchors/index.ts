export { admitLogs } from './admit-logs.ts';
export { bundleFor } from './bundle.ts';
export { type LogKeys, openLogKeys, trustPath } from './log-keys.ts';
export { anchorAll, sequenceAll, startLogWorkers } from './log-workers.ts';
export { type LogMetrics, logMetrics } from './metrics.ts';
export { type Place, type Proof, proofOf } from './proof.ts';
export { publicLogRoutes } from './public-routes.ts';
export { recordBundle, storedRecord } from './queries.ts';
export { recordRoutes } from './routes.ts';
