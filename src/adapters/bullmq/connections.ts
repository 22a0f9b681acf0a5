import type { IRedisClient } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import type { RetryPolicy } from '../../domain/retry-policy';

/** One server or a cluster; whoever opened it closes it, after the queue. */
export type RedisClient = Redis | Cluster;

export interface QueueConnections {
  /** For who adds: while Redis is down its commands fail at once. May serve others too. */
  readonly redis: RedisClient;
  /** For who waits: its commands may block and outlast an outage. Copied for the calls that do block; several queues may share it. */
  readonly patient: RedisClient;
}

/** What queue and watch are both told. */
export interface JobQueueOptions<Work> extends QueueConnections {
  /** How many this process does at a time; each may wait for seconds. */
  readonly concurrency?: number;
  readonly retries: RetryPolicy;
  /** How long `close` waits for what is still to be done, ms. */
  readonly closeWithin?: number;
  /** Hears of every attempt that threw. */
  readonly onFailure: (work: Work, cause: unknown) => void;
  /** Hears of what goes wrong between this process and Redis, except that connections break. */
  readonly onTrouble: (cause: Error) => void;
}

/**
 * The keys of a queue share a hash tag, so that they share a node. The library is kept from asking Redis what it is: it would
 * print what it thinks of it.
 */
export const queueKeyOptions = (name: string) => ({ prefix: `{${name}}`, skipVersionCheck: true }) as const;

/**
 * Ends a client and with it whatever waits for its answer. One that is just waiting to connect again would give that up without a
 * word and leave those waiting for ever: it is made to connect first.
 */
export function endClient(client: Pick<IRedisClient, 'status' | 'connect' | 'disconnect'>): void {
  if (client.status === 'reconnecting') client.connect().catch(() => undefined);
  client.disconnect();
}

/**
 * Whether it is worth telling: that a connection is in trouble, its owner hears as well, and each of a queue's four would tell the
 * same once a second.
 */
export const isWorthReporting = (error: Error): boolean =>
  !('code' in error && typeof error.code === 'string') && error.name !== 'ClusterAllFailedError';
