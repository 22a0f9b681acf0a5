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
import { describeActivityFeed, type ActivityFeedHarness } from './activity-feed';
import { describeFeedKeys } from './activity-feed-keys';

const { feed: rules } = policy.chat;

const inMemory = (): ActivityFeedHarness => {
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
};

describeActivityFeed('memory', inMemory);
describeFeedKeys('memory', inMemory);

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

    const onRedis = () => ({ feed, other, under, pass: (ms: number) => ageFeeds(redis(), ms) });
    describeActivityFeed(`Redis ${name}`, onRedis);
    describeFeedKeys(`Redis ${name}`, onRedis);
  });
});
