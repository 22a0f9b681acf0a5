import { connectBlockingRedis, connectRedis, type RedisClient } from '../adapters/redis/client';
import { readEvictionPolicy } from '../adapters/redis/eviction';
import type { Config } from '../config/config';
import type { Log } from './logger';

/** The connections of this process to Redis. They differ in how long a command waits. */
export interface RedisConnections {
  /** Its commands fail at once while Redis is down. */
  readonly redis: RedisClient;
  /** Only subscribes: a connection that subscribes can run no other command. */
  readonly subscriber: RedisClient;
  /** Its commands may block. While Redis is down they wait instead of failing. */
  readonly blockingRedis: RedisClient;
  close(): void;
}

/**
 * Connects to the Redis of `REDIS_URL`. Returns nothing without that setting: everything is then kept in this process.
 * @throws Error when Redis evicts keys
 */
export async function openRedisConnections({ redisUrl }: Config, log: Log): Promise<RedisConnections | undefined> {
  if (redisUrl === undefined) return undefined;
  const onError = (error: Error) => {
    log.warn({ err: error, refusal: refusalIn(error) }, 'redis connection failed');
  };
  const connect = () => connectRedis(redisUrl.expose(), onError);
  const [redis, subscriber] = await Promise.all([connect(), connect()]);
  const blockingRedis = connectBlockingRedis(redisUrl.expose(), onError);
  const connections = {
    redis,
    subscriber,
    blockingRedis,
    close() {
      for (const connection of [redis, subscriber, blockingRedis]) connection.disconnect();
    },
  };
  await refuseEviction(connections, log);
  return connections;
}

/** Returns the code at the start of a refusal of Redis: WRONGPASS, NOAUTH, NOPERM. The rest of the message may quote values. */
const refusalIn = ({ message }: Error): string | undefined => /^[A-Z]{4,}(?= )/.exec(message)?.[0];

/** Refuses to start on a Redis that evicts keys, because evicted counts would void the rate limits. @throws Error */
async function refuseEviction(connections: RedisConnections, log: Log): Promise<void> {
  const eviction = await readEvictionPolicy(connections.redis);
  switch (eviction.kind) {
    case 'none':
      return;
    case 'unknown':
      log.warn('eviction policy of Redis is unknown; set maxmemory-policy noeviction');
      return;
    case 'evicts':
      connections.close();
      log.fatal({ policy: eviction.policy }, 'redis evicts keys; it must not (maxmemory-policy noeviction)');
      throw new Error('Redis evicts keys: maxmemory-policy must be noeviction.');
  }
}
