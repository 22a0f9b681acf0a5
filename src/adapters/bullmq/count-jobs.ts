import type { JobCounts } from '../../ports/job-counts';
import type { Producer } from './producer';

/** One question to Redis. @throws Unavailable */
export async function countJobs<Job>({ queue, reach }: Pick<Producer<Job>, 'queue' | 'reach'>): Promise<JobCounts> {
  const {
    active = 0,
    delayed = 0,
    waiting = 0,
  } = await reach(() => queue.getJobCounts('waiting', 'delayed', 'active'));
  return { waiting, delayed, active };
}
