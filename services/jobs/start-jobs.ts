import { schedule } from 'node-cron';
import type { Deps } from '../deps.ts';
import type { Job } from './job.ts';

/**
 * Runs each job now and then at its times until disposed; disposal waits for runs under way. Cron is only the alarm
 * clock: what is to be done stands in the database, so a missed alarm is made up for by the next run.
 */
export function startJobs(deps: Deps, jobs: readonly Job[]): AsyncDisposable {
  const running = new Set<Promise<void>>();
  const start = (job: Job): Promise<void> => {
    const run = job
      .run(deps)
      .catch((error: unknown) => deps.log.error({ err: error, job: job.name }, 'job failed'))
      .finally(() => running.delete(run));
    running.add(run);
    return run;
  };
  const alarms = jobs.map((job) => {
    void start(job);
    return schedule(job.schedule, () => start(job), {
      name: job.name,
      timezone: 'Asia/Shanghai',
      noOverlap: true,
    });
  });
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(alarms.map((alarm) => alarm.destroy()));
      await Promise.all(running);
    },
  };
}
