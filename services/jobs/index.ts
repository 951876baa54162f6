export { forEachDistrict, type Job, jobContext, thisProcess } from './job.ts';
export { type Lease, LeaseLost, type LeaseRequest, requireLease, type Turn, withLease } from './lease.ts';
export { startJobs } from './start-jobs.ts';
