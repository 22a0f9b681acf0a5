import { withTimeout } from '../../timing/with-timeout';

/** Upper bound on the jobs remembered, far above any real load: jobs whose end event was missed must not pile up. */
const MOST = 10_000;

/** The job added last by this process under each name, until it ends: a turn waits for its resend, not for the mail before. */
export interface LatestJobs {
  /** Calls `add`, which returns whether it added the job. The job is tracked before, because it may end before `add` returns. */
  track(name: string, id: string, add: () => Promise<boolean>): Promise<boolean>;
  readonly end: (id: string) => void;
  settled(name: string, ms: number): Promise<void>;
}

interface Begun {
  readonly name: string;
  readonly over: Promise<void>;
  finish(): void;
}

export function createLatestJobs(): LatestJobs {
  const begun = new Map<string, Begun>();
  const latest = new Map<string, Begun>();

  function note(name: string, id: string): void {
    let finish: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const job = { name, over, finish };
    begun.set(id, job);
    latest.set(name, job);
    const [oldest] = begun.keys();
    if (begun.size > MOST && oldest !== undefined) end(oldest);
  }

  function end(id: string): void {
    const job = begun.get(id);
    if (job === undefined) return;
    begun.delete(id);
    if (latest.get(job.name) === job) latest.delete(job.name);
    job.finish();
  }

  return {
    async track(name, id, add) {
      note(name, id);
      let added = false;
      try {
        added = await add();
      } finally {
        if (!added) end(id);
      }
      return added;
    },

    end,

    settled: (name, ms) => withTimeout(ms, latest.get(name)?.over ?? Promise.resolve(), () => undefined),
  };
}
