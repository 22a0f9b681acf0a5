import type { IRedisClient } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import type { RetryPolicy } from '../../domain/retry-policy';

/** One server or a cluster. Its owner closes it after the queue. */
export type QueueRedisClient = Redis | Cluster;

export interface QueueConnections {
  /** For producers: its commands fail at once while Redis is down. It may be shared with stores. */
  readonly redis: QueueRedisClient;
  /** For workers: its commands wait through an outage. Duplicated for blocking calls; several queues may share it. */
  readonly blockingRedis: QueueRedisClient;
}

/** The options that the mail queue and the recovery timers share. */
export interface JobQueueOptions<Work> extends QueueConnections {
  /** How many jobs this process runs at a time. Each may wait for seconds. */
  readonly concurrency?: number;
  readonly retries: RetryPolicy;
  /** How long `close` waits for jobs to end (ms). */
  readonly closeWithin?: number;
  /** Called for every attempt that threw. */
  readonly onFailure: (work: Work, cause: unknown) => void;
  /** Called for errors between this process and Redis, but not for broken connections. */
  readonly onError: (cause: Error) => void;
}

/**
 * Names of a queue's keys. They share a hash tag, so that a cluster keeps them on one node. Skips the version check, because it
 * writes a warning to the console.
 */
export const queueKeyOptions = (name: string) => ({ prefix: `{${name}}`, skipVersionCheck: true }) as const;

/**
 * Disconnects a client, so that its pending commands fail. A client that waits to reconnect would leave them pending for ever, so it is
 * made to connect first.
 */
export function endClient(client: Pick<IRedisClient, 'status' | 'connect' | 'disconnect'>): void {
  if (client.status === 'reconnecting') client.connect().catch(() => undefined);
  client.disconnect();
}

/**
 * Returns whether to report an error. Connection errors are not reported: the connection's owner reports them, and each of a queue's
 * four connections would repeat them once a second.
 */
export const isWorthReporting = (error: Error): boolean =>
  !('code' in error && typeof error.code === 'string') && error.name !== 'ClusterAllFailedError';
