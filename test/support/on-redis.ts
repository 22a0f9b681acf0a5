import { connectRedis, type RedisClient } from '../../src/adapters/redis/client';
import { startRedisCluster } from './redis-cluster';
import { startRedis } from './redis-server';
import { describeWith } from './tools';

const KINDS = { server: () => startRedis(), cluster: () => startRedisCluster() };

/** Runs the tests on one Redis and on a cluster of three, each started for them and connected to while they run. */
export function describeOnRedis(body: (name: keyof typeof KINDS, redis: () => RedisClient) => void): void {
  describeWith(['redis-server'], 'on Redis', () => {
    describe.each(['server', 'cluster'] as const)('as a %s', (name) => {
      let running: { readonly url: string; stop(): Promise<void> } | undefined;
      let redis: RedisClient | undefined;

      beforeAll(async () => {
        running = await KINDS[name]();
        redis = await connectRedis(running.url, () => undefined);
      });
      afterAll(async () => {
        redis?.disconnect();
        await running?.stop();
      });

      body(name, () => {
        if (!redis) throw new Error('Redis is not running yet');
        return redis;
      });
    });
  });
}
