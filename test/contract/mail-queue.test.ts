import { createInProcessMailQueue } from '../../src/adapters/memory/mail-queue';
import { Unavailable } from '../../src/ports/errors';
import { queuesOnRedis } from '../support/redis/bull-queues';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { aJob, createGate, describeMailQueue, FOREVER } from './suites/mail-queue';
import { jobRetryPolicy } from '../../src/policy/mail';

const ignoreFailure = () => undefined;

describeMailQueue('in-process', (settings) => Promise.resolve(createInProcessMailQueue(settings)));

describeOnRedis((name, redis) => {
  const processes = queuesOnRedis(redis);
  afterEach(() => processes.clear());
  describeMailQueue(`Redis ${name}`, async (settings) => (await processes.open()).mail(settings));
});

describe('in-process mail queue', () => {
  it('begins no job before the call that added it has returned', async () => {
    const events: string[] = [];
    const queue = createInProcessMailQueue({ retries: jobRetryPolicy, onFailure: ignoreFailure });
    queue.handle(() => Promise.resolve(void events.push('job')));
    await queue.add(aJob());
    events.push('answer');
    await queue.close();
    expect(events).toEqual(['answer', 'job']);
  });

  it('reports a job that arrived before a handler was registered', async () => {
    const causes: string[] = [];
    const queue = createInProcessMailQueue({
      retries: jobRetryPolicy,
      onFailure: (_job, cause) => causes.push(String(cause)),
    });
    await queue.add(aJob());
    await queue.waitUntilSettled(aJob(), FOREVER);
    expect(causes).toEqual(['Error: A mail job was added before the queue had a handler']);
  });

  it('a job that waits for its next attempt is tried once more when the queue closes', async () => {
    const causes: unknown[] = [];
    const queue = createInProcessMailQueue({ retries: jobRetryPolicy, onFailure: (_job, cause) => causes.push(cause) });
    queue.handle(() => Promise.reject(new Unavailable('store', new Error('down'))));
    await queue.add(aJob());
    await queue.waitUntilSettled(aJob(), 20);
    expect(causes).toHaveLength(1);
    await queue.close();
    expect(causes).toHaveLength(2);
  });

  it('leaves no timer that keeps the process alive', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const queue = createInProcessMailQueue({ retries: jobRetryPolicy, onFailure: ignoreFailure });
    const gate = createGate();
    queue.handle(() => gate.opened);
    await queue.add(aJob());
    const before = timers();
    await queue.schedule(aJob(), 60_000);
    const waiting = queue.waitUntilSettled(aJob(), FOREVER);
    expect(timers()).toBe(before);
    gate.open();
    await waiting;
  });
});
