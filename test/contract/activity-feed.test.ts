import { createMemoryActivityFeed } from '../../src/adapters/memory/activity-feed';
import { createRedisActivityFeed } from '../../src/adapters/redis/activity-feed';
import type { RedisClient } from '../../src/adapters/redis/client';
import type { Instant } from '../../src/domain/time';
import type { ActivityFeed, FeedRules } from '../../src/ports/activity-feed';
import { policy } from '../../src/recovery/policy';
import { ageFeeds } from '../support/age-feeds';
import { testKeyRing as keyRing } from '../support/key-ring';
import { describeOnRedis } from '../support/on-redis';
import { redisClients } from '../support/redis-clients';
import { describeActivityFeed } from './activity-feed';

const { feed: rules } = policy.chat;

describeActivityFeed('memory', () => {
  let passed = 0;
  const clock = { now: () => (Date.now() + passed) as Instant };
  const feed = createMemoryActivityFeed({ clock, rules });
  return {
    feed,
    other: feed,
    under: (some) => createMemoryActivityFeed({ clock, rules: { ...rules, ...some } }),
    pass(ms) {
      passed += ms;
      return Promise.resolve();
    },
  };
});

describeOnRedis((name, redis) => {
  describe('in two processes', () => {
    const clients = redisClients(redis);
    let subscriber: RedisClient;
    let feed: ActivityFeed;
    let other: ActivityFeed;
    beforeAll(async () => {
      subscriber = await clients.connect();
      feed = under({});
      const [second, secondSubscriber] = [await clients.connect(), await clients.connect()];
      other = createRedisActivityFeed({ redis: second, subscriber: secondSubscriber, keyRing, rules });
    });
    afterAll(clients.disconnect);

    const under = (some: Partial<FeedRules>) =>
      createRedisActivityFeed({ redis: redis(), subscriber, keyRing, rules: { ...rules, ...some } });

    describeActivityFeed(`Redis ${name}`, () => ({ feed, other, under, pass: (ms) => ageFeeds(redis(), ms) }));
  });
});
