import { createInProcessRecoveryTimers } from '../../src/adapters/memory/recovery-timers';
import { queuesOnRedis } from '../support/redis/bull-queues';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { aTimer, describeRecoveryTimers } from './suites/recovery-timers';
import { jobRetryPolicy } from '../../src/policy/mail';
import { waitUntil } from '../support/jest/wait-until';

describeRecoveryTimers('in-process', (settings) => Promise.resolve(createInProcessRecoveryTimers(settings)));

describeOnRedis((name, redis) => {
  const processes = queuesOnRedis(redis);
  afterEach(() => processes.clear());
  describeRecoveryTimers(`Redis ${name}`, async (settings) => (await processes.open()).timers(settings));

  describe(`recovery timers of several processes on a Redis ${name}`, () => {
    it('each timer is handled by one process', async () => {
      const runs: string[] = [];
      const opened = [await processes.open(), await processes.open()];
      const [one, other] = opened.map((queues) => queues.timers());
      for (const timers of [one, other]) {
        timers?.handle(({ recovery }) => {
          runs.push(recovery);
          return Promise.resolve(runs.filter((seen) => seen === recovery).length < 3 ? 50 : undefined);
        });
      }
      for (let i = 0; i < 20; i += 1) await (i % 2 ? one : other)?.start(aTimer(`target.${i}`), 100);
      await waitUntil(() => runs.length >= 60);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(runs).toHaveLength(60);
      expect(new Set(runs).size).toBe(20);
      expect(opened.flatMap(({ errors }) => errors)).toEqual([]);
    });

    it('timers continue in another process when the one that started them closes', async () => {
      const runs: string[] = [];
      const [one, other] = [(await processes.open()).timers(), (await processes.open()).timers()];
      one.handle(() => Promise.resolve(void runs.push('one')));
      await one.start(aTimer(), 700);
      await one.close();
      other.handle(() => Promise.resolve(void runs.push('other')));
      await waitUntil(() => runs.length > 0);
      expect(runs).toEqual(['other']);
    });
  });
});

describe('in-process recovery timers', () => {
  it('a timer that fired before a handler was registered is reported', async () => {
    const causes: string[] = [];
    const timers = createInProcessRecoveryTimers({
      retries: jobRetryPolicy,
      onFailure: (_timer, cause) => causes.push(String(cause)),
    });
    await timers.start(aTimer(), 1);
    await waitUntil(() => causes.length > 0);
    expect(causes).toEqual(['Error: A recovery timer ended before the handler was set']);
  });

  it('a waiting timer does not keep the process alive', async () => {
    const timeouts = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timeouts();
    const timers = createInProcessRecoveryTimers({ retries: jobRetryPolicy, onFailure: () => undefined });
    await timers.start(aTimer(), 60_000);
    expect(timeouts()).toBe(before);
    await timers.close();
  });
});
