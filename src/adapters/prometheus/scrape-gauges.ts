import { Gauge, type Registry } from 'prom-client';
import type { JobCounter, JobCounts } from '../../ports/monitoring/job-counts';
import { withTimeout } from '../../timing/with-timeout';

export interface ScrapeSources {
  readonly queues: Readonly<Record<string, JobCounter>>;
  readonly dependencies: readonly { readonly name: string; check(): Promise<unknown> }[];
}

/** Longest wait for a dependency (ms). Prometheus gives up a whole scrape after ten seconds, so a slow dependency is left out. */
const TIMEOUT = 2_000;

/** Registers gauges whose values are read at each scrape. */
export function registerScrapeGauges(registry: Registry, { dependencies, queues }: ScrapeSources): void {
  new Gauge({
    name: 'recovery_jobs',
    help: 'Jobs by queue and state, over all processes that share the queue. Scheduled jobs and timers count as delayed.',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      const read = await Promise.all(
        Object.entries(queues).map(async ([queue, jobs]) => [queue, await orUndefined(jobs.count())] as const),
      );
      this.reset();
      for (const [queue, counts] of read) {
        for (const [state, count] of Object.entries<number>(counts ?? NOTHING)) this.set({ queue, state }, count);
      }
    },
  });

  new Gauge({
    name: 'recovery_dependency_up',
    help: 'Whether a dependency answers: 1 or 0',
    labelNames: ['dependency'],
    registers: [registry],
    async collect() {
      const up = (answer: unknown) => (answer === undefined ? 0 : 1);
      const read = await Promise.all(
        dependencies.map(async (one) => [one.name, up(await orUndefined(one.check().then(() => 'up')))] as const),
      );
      for (const [dependency, state] of read) this.set({ dependency }, state);
    },
  });
}

const NOTHING: Partial<JobCounts> = {};

/** Returns the answer, or nothing when it fails or takes too long. */
const orUndefined = <T>(answer: Promise<T>): Promise<T | undefined> =>
  withTimeout(
    TIMEOUT,
    answer.catch(() => undefined),
    () => undefined,
  );
