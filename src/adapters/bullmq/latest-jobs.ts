import { withTimeout } from '../../timing/with-timeout';

/** Upper bound on the jobs remembered, far above any real load: jobs whose end event was missed must not pile up. */
const MAX_JOBS = 10_000;

/** Maps a name to the job that this process added last, until it ends, so that a turn waits for the newest mail. */
export interface LatestJobs {
  /** Calls `add`, which returns whether it added the job. The job is tracked before, because it may end before `add` returns. */
  track(name: string, id: string, add: () => Promise<boolean>): Promise<boolean>;
  readonly end: (id: string) => void;
  settled(name: string, ms: number): Promise<void>;
}

interface TrackedJob {
  readonly name: string;
  readonly ended: Promise<void>;
  finish(): void;
}

export function createLatestJobs(): LatestJobs {
  const tracked = new Map<string, TrackedJob>();
  const latest = new Map<string, TrackedJob>();

  function remember(name: string, id: string): void {
    let finish: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const job = { name, ended, finish };
    tracked.set(id, job);
    latest.set(name, job);
    const [oldest] = tracked.keys();
    if (tracked.size > MAX_JOBS && oldest !== undefined) end(oldest);
  }

  function end(id: string): void {
    const job = tracked.get(id);
    if (job === undefined) return;
    tracked.delete(id);
    if (latest.get(job.name) === job) latest.delete(job.name);
    job.finish();
  }

  return {
    async track(name, id, add) {
      remember(name, id);
      let added = false;
      try {
        added = await add();
      } finally {
        if (!added) end(id);
      }
      return added;
    },

    end,

    settled: (name, ms) => withTimeout(ms, latest.get(name)?.ended ?? Promise.resolve(), () => undefined),
  };
}
