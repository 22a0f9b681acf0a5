import { createInProcessMailQueue } from '../../src/adapters/memory/mail-queue';
import { createInProcessRecoveryTimers } from '../../src/adapters/memory/recovery-timers';
import { correlatedQueue, correlatedTimers } from '../../src/adapters/system/correlated-jobs';
import { systemCorrelation as correlation } from '../../src/adapters/system/correlation';
import type { CorrelationId } from '../../src/ports/system';
import type { JobCounter } from '../../src/ports/monitoring/job-counts';
import type { MailQueue } from '../../src/ports/mail/mail-queue';
import type { RecoveryTimers } from '../../src/ports/recovery/recovery-timers';
import { queuesOnRedis } from '../support/redis/bull-queues';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { aJob } from './suites/mail-queue';
import { aTimer } from './suites/recovery-timers';
import { jobRetryPolicy } from '../../src/policy/mail';

interface Jobs {
  readonly queue: MailQueue & JobCounter;
  readonly timers: RecoveryTimers & JobCounter;
}

const OWN_NAME = /^[\w-]{12}$/;

const correlated = ({ queue, timers }: Jobs): Jobs => ({
  queue: correlatedQueue(queue, correlation),
  timers: correlatedTimers(timers, correlation),
});

/** Resolves with the correlation id under which the next mail job runs. */
const nextMail = ({ queue }: Jobs) =>
  new Promise<string | undefined>((resolve) => {
    queue.handle(() => {
      resolve(correlation.current());
      return Promise.resolve();
    });
  });
const nextTimer = ({ timers }: Jobs) =>
  new Promise<string | undefined>((resolve) => {
    timers.handle(() => {
      resolve(correlation.current());
      return Promise.resolve(undefined);
    });
  });

/** Runs the work under a new correlation id and returns that id. */
const named = (work: () => Promise<void>): Promise<string | undefined> =>
  correlation.begin(async () => {
    await work();
    return correlation.current();
  });

function describeCorrelatedJobs(open: () => Promise<Jobs>) {
  let jobs: Jobs;
  beforeEach(async () => {
    jobs = correlated(await open());
  });

  it('a mail job has the correlation id of the work that added it', async () => {
    const done = nextMail(jobs);
    const name = await named(() => jobs.queue.add(aJob()));
    expect(name).toMatch(OWN_NAME);
    expect(await done).toBe(name);
  });

  it('a scheduled mail job has the correlation id of the work that scheduled it', async () => {
    const done = nextMail(jobs);
    const name = await named(() => jobs.queue.schedule(aJob(), 100));
    expect(await done).toBe(name);
  });

  it('a recovery timer has the correlation id of the work that started it', async () => {
    const fired = nextTimer(jobs);
    const name = await named(() => jobs.timers.start(aTimer(), 0));
    expect(await fired).toBe(name);
  });

  it('a job has a new correlation id when it was added outside of any work', async () => {
    const done = nextMail(jobs);
    await jobs.queue.add(aJob());
    expect(await done).toMatch(OWN_NAME);
  });

  it('the number of waiting jobs can be read through the correlating wrappers', async () => {
    nextMail(jobs).catch(() => undefined);
    nextTimer(jobs).catch(() => undefined);
    await jobs.queue.schedule(aJob(), 60_000);
    await jobs.timers.start(aTimer(), 60_000);
    expect(await jobs.queue.count()).toEqual({ waiting: 0, delayed: 1, active: 0 });
    expect(await jobs.timers.count()).toEqual({ waiting: 0, delayed: 1, active: 0 });
  });
}

const ignore = () => undefined;

describe('correlation of in-process jobs', () => {
  const opened: Jobs[] = [];
  afterEach(() => Promise.all(opened.splice(0).flatMap(({ queue, timers }) => [queue.close(), timers.close()])));
  describeCorrelatedJobs(() => {
    const queue = createInProcessMailQueue({ retries: jobRetryPolicy, onFailure: ignore });
    const timers = createInProcessRecoveryTimers({ retries: jobRetryPolicy, onFailure: ignore });
    opened.push({ queue, timers });
    return Promise.resolve({ queue, timers });
  });
});

describeOnRedis((name, redis) => {
  const processes = queuesOnRedis(redis);
  afterEach(() => processes.clear());
  const open = async (): Promise<Jobs> => {
    const { mail, timers } = await processes.open();
    return { queue: mail(), timers: timers() };
  };

  describe(`correlation of jobs on a Redis ${name}`, () => {
    describeCorrelatedJobs(open);

    it('a job keeps its correlation id in another process', async () => {
      const [asks, does] = [correlated(await open()), correlated(await open())];
      const [done, fired] = [nextMail(does), nextTimer(does)];
      const mail = await named(() => asks.queue.add(aJob()));
      const timer = await named(() => asks.timers.start(aTimer(), 0));
      expect([await done, await fired]).toEqual([mail, timer]);
    });

    it('a job without a valid correlation id is done under a new one', async () => {
      const [before, now] = [await open(), correlated(await open())];
      const fired = nextTimer(now);
      await before.timers.start(aTimer(), 0);
      expect(await fired).toMatch(OWN_NAME);
      const done: (string | undefined)[] = [];
      now.queue.handle(() => Promise.resolve(void done.push(correlation.current())));
      const jobs = [aJob(), { ...aJob(), correlation: 'Ana Pérez, 1710034065' as CorrelationId }];
      for (const job of jobs) {
        await before.queue.add(job);
        await before.queue.waitUntilSettled(job, 10_000);
      }
      expect(done).toEqual([expect.stringMatching(OWN_NAME), expect.stringMatching(OWN_NAME)]);
    });
  });
});
