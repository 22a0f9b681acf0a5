import { withTimeout } from '../../timing/with-timeout';

/** Far more than are ever under way; those of whose end nothing was heard must not pile up. */
const MOST = 10_000;

/** Of equal jobs of this process the one added last, until it is over: a resend is waited for, not the mail before it. */
export interface LatestJobs {
  /**
   * Adds a job, by what answers whether it was added. Known under its id before: it may be over before the one who added it
   * is answered.
   */
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
