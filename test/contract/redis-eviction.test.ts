import { Redis } from 'ioredis';
import { connectRedis } from '../../src/adapters/redis/client';
import { readEvictionPolicy } from '../../src/adapters/redis/eviction';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { startRedis } from '../support/redis/redis-server';
import { startService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

const SECRET_KEYS = `test:${Buffer.alloc(32, 9).toString('base64')}`;

describeOnRedis((name, redis) => {
  it(`a Redis ${name} is recognised as one that evicts nothing`, async () => {
    expect(await readEvictionPolicy(redis())).toEqual({ kind: 'none' });
  });
});

describeWith(['redis-server'], 'Redis that evicts keys when it is full', () => {
  it('a Redis that evicts keys is recognised, and one that does not answer is not mistaken for it', async () => {
    const server = await startRedis(['--maxmemory-policy', 'volatile-lru']);
    const redis = await connectRedis(server.url, () => undefined);
    expect(await readEvictionPolicy(redis)).toEqual({ kind: 'evicts', policy: 'volatile-lru' });
    await server.stop();
    expect(await readEvictionPolicy(redis)).toEqual({ kind: 'unknown' });
    redis.disconnect();
  });

  it('the service is unready from the time when eviction is switched on', async () => {
    const server = await startRedis();
    const redis = new Redis(server.url);
    const service = await startService({ REDIS_URL: server.url, SECRET_KEYS });
    const readiness = async () => (await fetch(`${service.url}/readyz`)).status;
    expect(await readiness()).toBe(200);
    await redis.config('SET', 'maxmemory-policy', 'volatile-lru');
    expect(await readiness()).toBe(503);
    await redis.config('SET', 'maxmemory-policy', 'noeviction');
    expect(await readiness()).toBe(200);
    redis.disconnect();
    await service.stop();
    await server.stop();
  });

  it('the service does not start with a Redis that evicts keys', async () => {
    const server = await startRedis(['--maxmemory-policy', 'allkeys-lru']);
    await expect(startService({ REDIS_URL: server.url, SECRET_KEYS })).rejects.toThrow('noeviction');
    await server.stop();
  });
});
