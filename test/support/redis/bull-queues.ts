import { createBullMailQueue, type BullMailQueueOptions } from '../../../src/adapters/bullmq/mail-queue';
import { createBullRecoveryTimers, type BullRecoveryTimersOptions } from '../../../src/adapters/bullmq/recovery-timers';
import { connectBlockingRedis, connectRedis, masterNodes, type RedisClient } from '../../../src/adapters/redis/client';
import { systemClock } from '../../../src/adapters/system/clock';
import { systemRandom } from '../../../src/adapters/system/random';
import type { JobCounter } from '../../../src/ports/monitoring/job-counts';
import type { MailQueue } from '../../../src/ports/mail/mail-queue';
import type { RecoveryTimers } from '../../../src/ports/recovery/recovery-timers';
import { jobRetryPolicy } from '../../../src/policy/mail';

type Settings<Options> = Partial<Omit<Options, 'redis' | 'blockingRedis'>>;

export interface OpenedQueues {
  readonly redis: RedisClient;
  readonly blockingRedis: RedisClient;
  readonly mail: (settings?: Settings<BullMailQueueOptions>) => MailQueue & JobCounter;
  readonly timers: (settings?: Settings<BullRecoveryTimersOptions>) => RecoveryTimers & JobCounter;
  /** The errors passed to `onError` by the queues. */
  readonly errors: readonly Error[];
  /** Closes the queues, then their connections. */
  close(): Promise<void>;
}

/** Opens the connections of one process to Redis. Its queues are created on request. */
export async function openQueues(url: string): Promise<OpenedQueues> {
  const redis = await connectRedis(url, () => undefined);
  const blockingRedis = connectBlockingRedis(url, () => undefined);
  const opened: { close(): Promise<void> }[] = [];
  const errors: Error[] = [];
  const common = {
    redis,
    blockingRedis,
    retries: jobRetryPolicy,
    onFailure: () => undefined,
    onError: (cause: Error) => errors.push(cause),
  };
  const keep = <Queue extends { close(): Promise<void> }>(queue: Queue): Queue => {
    opened.push(queue);
    return queue;
  };
  return {
    redis,
    blockingRedis,
    mail: (settings) => keep(createBullMailQueue({ ...common, random: systemRandom, ...settings })),
    timers: (settings) => keep(createBullRecoveryTimers({ ...common, clock: systemClock, ...settings })),
    errors,
    async close() {
      await Promise.all(opened.map((queue) => queue.close()));
      redis.disconnect();
      blockingRedis.disconnect();
    },
  };
}

/** Opens queues on a Redis of the tests. Each call of `open` acts as another process. */
export function queuesOnRedis(redis: () => RedisClient) {
  const opened: OpenedQueues[] = [];
  return {
    async open(): Promise<OpenedQueues> {
      const queues = await openQueues(urlOf(redis()));
      opened.push(queues);
      return queues;
    },
    /** Closes all queues and empties Redis. */
    async clear(): Promise<void> {
      await Promise.all(opened.splice(0).map((queues) => queues.close()));
      await Promise.all(masterNodes(redis()).map((master) => master.flushall()));
    },
  };
}

const urlOf = (redis: RedisClient): string =>
  masterNodes(redis)
    .map(({ options }) => `redis://${String(options.host)}:${String(options.port)}`)
    .join(',');
