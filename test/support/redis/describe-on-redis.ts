import { connectRedis, type RedisClient } from '../../../src/adapters/redis/client';
import { acquireRedis, type AcquiredRedis } from './acquired-redis';
import { describeWith } from '../jest/required-tools';

/** Runs the tests on a Redis server and on a cluster of three masters. Both are empty at first; `redis` is connected in tests and hooks. */
export function describeOnRedis(body: (name: 'server' | 'cluster', redis: () => RedisClient) => void): void {
  describeWith(['redis-server'], 'on Redis', () => {
    describe.each(['server', 'cluster'] as const)('as a %s', (name) => {
      let acquired: AcquiredRedis | undefined;
      let redis: RedisClient | undefined;

      beforeAll(async () => {
        acquired = await acquireRedis(name);
        redis = await connectRedis(acquired.url, () => undefined);
      });
      afterAll(async () => {
        redis?.disconnect();
        await acquired?.release();
      });

      body(name, () => {
        if (!redis) throw new Error('Redis is not running yet');
        return redis;
      });
    });
  });
}
