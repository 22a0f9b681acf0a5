import type { JobCounts } from '../../ports/monitoring/job-counts';
import type { Producer } from './producer';

/** One question to Redis. @throws Unavailable */
export async function countJobs<Job>({ queue, send }: Pick<Producer<Job>, 'queue' | 'send'>): Promise<JobCounts> {
  const { active = 0, delayed = 0, waiting = 0 } = await send(() => queue.getJobCounts('waiting', 'delayed', 'active'));
  return { waiting, delayed, active };
}
