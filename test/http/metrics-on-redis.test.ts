import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { parseMetrics, sumSamples } from '../support/http/metrics';
import { startRedis, type RedisServer } from '../support/redis/redis-server';
import { startService, type RunningService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

describeWith(['redis-server'], 'metrics endpoint on Redis', () => {
  let redis: RedisServer;
  let channel: FakeChannel;
  let services: RunningService[];
  beforeAll(async () => {
    [redis, channel] = await Promise.all([startRedis(), startFakeChannel()]);
    const settings = { REDIS_URL: redis.url, SECRET_KEYS: `test:${Buffer.alloc(32, 5).toString('base64')}` };
    services = await Promise.all([startService(settings), startService(settings)]);
  });
  afterAll(async () => {
    // A process needs Redis when it stops.
    await redis.restart();
    await Promise.all(services.map((service) => service.stop()));
    await Promise.all([channel.stop(), redis.stop()]);
  });

  const scrape = async (index: number) => {
    const response = await fetch(`${services[index]?.url ?? ''}/metrics`);
    expect(response.status).toBe(200);
    return parseMetrics(await response.text());
  };

  it('the metrics count turns of their own process, and jobs of all processes', async () => {
    await channelUser(channel, services[0]?.url ?? '').say('1710034065, RUC 1799999915001, sucursal 1', 'sí');
    const [first, second] = [await scrape(0), await scrape(1)];
    expect(sumSamples(first, 'recovery_turn_seconds_count')).toBe(2);
    expect(sumSamples(second, 'recovery_turn_seconds_count')).toBe(0);
    // Both processes count the one timer of the code.
    const timers = [first, second].map((one) =>
      sumSamples(one, 'recovery_jobs', { queue: 'recovery-timers', state: 'delayed' }),
    );
    expect(timers).toEqual([1, 1]);
    expect(sumSamples(first, 'recovery_dependency_up', { dependency: 'redis' })).toBe(1);
  });

  it('the metrics are answered while Redis hangs, without the counts of jobs and with Redis as down', async () => {
    redis.freeze();
    const samples = await scrape(0);
    expect(sumSamples(samples, 'recovery_turn_seconds_count')).toBe(2);
    expect(samples.filter(({ name }) => name === 'recovery_jobs')).toEqual([]);
    expect(sumSamples(samples, 'recovery_dependency_up', { dependency: 'redis' })).toBe(0);
    await channelUser(channel, services[0]?.url ?? '').say('hola');
    const after = await scrape(0);
    expect(sumSamples(after, 'recovery_turn_seconds_count', { outcome: 'unavailable' })).toBe(1);
    expect(
      sumSamples(after, 'recovery_dependency_seconds_count', { dependency: 'rate-limits', outcome: 'unavailable' }),
    ).toBe(1);
  });
});
