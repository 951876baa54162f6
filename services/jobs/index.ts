export { forEachDistrict, type Job, jobContext } from './job.ts';
export { keepWorking } from './keep-working.ts';
export { type Lease, LeaseLost, requireLease, withLease } from './lease.ts';
export { Nudge } from './nudge.ts';
export { startJobs } from './start-jobs.ts';
