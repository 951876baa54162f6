export { forEachDistrict, type Job, jobContext, thisProcess } from './job.ts';
export { keepWorking, type Work } from './keep-working.ts';
export { type Lease, LeaseLost, type LeaseRequest, requireLease, type Turn, withLease } from './lease.ts';
export { Nudge } from './nudge.ts';
export { startJobs } from './start-jobs.ts';
