import { createInProcessRecoveryTimers } from '../../src/adapters/memory/recovery-timers';
import { queuesOnRedis } from '../support/redis/bull-queues';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { waitUntil } from './suites/mail-queue';
import { aTimer, describeRecoveryTimers } from './suites/recovery-timers';
import { jobRetryPolicy } from '../../src/policy/mail';

describeRecoveryTimers('in-process', (settings) => Promise.resolve(createInProcessRecoveryTimers(settings)));

describeOnRedis((name, redis) => {
  const processes = queuesOnRedis(redis);
  afterEach(() => processes.clear());
  describeRecoveryTimers(`Redis ${name}`, async (settings) => (await processes.open()).watch(settings));

  describe(`recovery timers of several processes on a Redis ${name}`, () => {
    it('are handled by one process each', async () => {
      const looks: string[] = [];
      const opened = [await processes.open(), await processes.open()];
      const [one, other] = opened.map((queues) => queues.watch());
      for (const watch of [one, other]) {
        watch?.handle(({ recovery }) => {
          looks.push(recovery);
          return Promise.resolve(looks.filter((seen) => seen === recovery).length < 3 ? 50 : undefined);
        });
      }
      for (let i = 0; i < 20; i += 1) await (i % 2 ? one : other)?.start(aTimer(`target.${i}`), 100);
      await waitUntil(() => looks.length >= 60);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(looks).toHaveLength(60);
      expect(new Set(looks).size).toBe(20);
      expect(opened.flatMap(({ troubles }) => troubles)).toEqual([]);
    });

    it('continue in another process when the one that started them closes', async () => {
      const looks: string[] = [];
      const [one, other] = [(await processes.open()).watch(), (await processes.open()).watch()];
      one.handle(() => Promise.resolve(void looks.push('one')));
      await one.start(aTimer(), 700);
      await one.close();
      other.handle(() => Promise.resolve(void looks.push('other')));
      await waitUntil(() => looks.length > 0);
      expect(looks).toEqual(['other']);
    });
  });
});

describe('in-process recovery timers', () => {
  it('report a timer that fired before a handler was registered', async () => {
    const causes: string[] = [];
    const watch = createInProcessRecoveryTimers({
      retries: jobRetryPolicy,
      onFailure: (_watch, cause) => causes.push(String(cause)),
    });
    await watch.start(aTimer(), 1);
    await waitUntil(() => causes.length > 0);
    expect(causes).toEqual(['Error: A recovery timer ended before the handler was set']);
  });

  it('leave no timer that keeps the process alive', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const watch = createInProcessRecoveryTimers({ retries: jobRetryPolicy, onFailure: () => undefined });
    await watch.start(aTimer(), 60_000);
    expect(timers()).toBe(before);
    await watch.close();
  });
});
