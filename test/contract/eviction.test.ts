import { connectRedis } from '../../src/adapters/redis/client';
import { lookAtEviction } from '../../src/adapters/redis/eviction';
import { describeOnRedis } from '../support/on-redis';
import { startRedis } from '../support/redis-server';
import { startService } from '../support/service';
import { describeWith } from '../support/tools';

describeOnRedis((name, redis) => {
  it(`a Redis ${name} tells that it throws nothing away`, async () => {
    expect(await lookAtEviction(redis())).toEqual({ kind: 'none' });
  });
});

describeWith(['redis-server'], 'a Redis that throws keys away when it is full', () => {
  it('is found out, and one that does not answer is not taken for it', async () => {
    const server = await startRedis(['--maxmemory-policy', 'volatile-lru']);
    const redis = await connectRedis(server.url, () => undefined);
    expect(await lookAtEviction(redis)).toEqual({ kind: 'evicts', policy: 'volatile-lru' });
    await server.stop();
    expect(await lookAtEviction(redis)).toEqual({ kind: 'unknown' });
    redis.disconnect();
  });

  it('is not started on', async () => {
    const server = await startRedis(['--maxmemory-policy', 'allkeys-lru']);
    const settings = { REDIS_URL: server.url, SECRET_KEYS: `test:${Buffer.alloc(32, 9).toString('base64')}` };
    await expect(startService(settings)).rejects.toThrow('noeviction');
    await server.stop();
  });
});
