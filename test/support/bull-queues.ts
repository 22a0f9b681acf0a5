import { createBullMailQueue, type BullMailQueueOptions } from '../../src/adapters/bullmq/mail-queue';
import { createBullRecoveryWatch, type BullRecoveryWatchOptions } from '../../src/adapters/bullmq/recovery-watch';
import { connectPatiently, connectRedis, mastersOf, type RedisClient } from '../../src/adapters/redis/client';
import { systemClock } from '../../src/adapters/system/clock';
import { systemRandom } from '../../src/adapters/system/random';
import type { CountableJobs } from '../../src/ports/job-counts';
import type { MailQueue } from '../../src/ports/mail-queue';
import type { RecoveryWatch } from '../../src/ports/recovery-watch';

type Settings<Options> = Partial<Omit<Options, 'redis' | 'patient'>>;

export interface OpenedQueues {
  readonly redis: RedisClient;
  readonly patient: RedisClient;
  readonly mail: (settings?: Settings<BullMailQueueOptions>) => MailQueue & CountableJobs;
  readonly watch: (settings?: Settings<BullRecoveryWatchOptions>) => RecoveryWatch & CountableJobs;
  /** What went wrong with Redis, connections aside. */
  readonly troubles: readonly Error[];
  /** Closes the queues, then their connections. */
  close(): Promise<void>;
}

/** What one process opens: its connections, and the queues that are asked for. */
export async function openQueues(url: string): Promise<OpenedQueues> {
  const redis = await connectRedis(url, () => undefined);
  const patient = connectPatiently(url, () => undefined);
  const opened: { close(): Promise<void> }[] = [];
  const troubles: Error[] = [];
  const common = { redis, patient, onFailure: () => undefined, onTrouble: (cause: Error) => troubles.push(cause) };
  const keep = <Queue extends { close(): Promise<void> }>(queue: Queue): Queue => {
    opened.push(queue);
    return queue;
  };
  return {
    redis,
    patient,
    mail: (settings) => keep(createBullMailQueue({ ...common, random: systemRandom, ...settings })),
    watch: (settings) => keep(createBullRecoveryWatch({ ...common, clock: systemClock, ...settings })),
    troubles,
    async close() {
      await Promise.all(opened.map((queue) => queue.close()));
      redis.disconnect();
      patient.disconnect();
    },
  };
}

/** Queues on a Redis of the tests, each call of `open` those of another process. */
export function queueProcesses(redis: () => RedisClient) {
  const opened: OpenedQueues[] = [];
  return {
    async open(): Promise<OpenedQueues> {
      const queues = await openQueues(urlOf(redis()));
      opened.push(queues);
      return queues;
    },
    /** Closes all, and empties Redis. */
    async clear(): Promise<void> {
      await Promise.all(opened.splice(0).map((queues) => queues.close()));
      await Promise.all(mastersOf(redis()).map((master) => master.flushall()));
    },
  };
}

const urlOf = (redis: RedisClient): string =>
  mastersOf(redis)
    .map(({ options }) => `redis://${String(options.host)}:${String(options.port)}`)
    .join(',');
