import { createMemoryActivityFeed } from '../../src/adapters/memory/activity-feed';
import { createRedisActivityFeed } from '../../src/adapters/redis/feed/activity-feed';
import type { RedisClient } from '../../src/adapters/redis/client';
import type { Instant } from '../../src/domain/time';
import type { ActivityFeed, FeedRules } from '../../src/ports/chat/activity-feed';
import { chatLimits } from '../../src/policy/chat';
import { fastForwardFeeds } from '../support/redis/fast-forward';
import { testKeyRing as keyRing } from '../support/secrets/key-rings';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { redisClients } from '../support/redis/redis-clients';
import { describeActivityFeed, type ActivityFeedHarness } from './suites/activity-feed';
import { describeFeedKeys } from './suites/activity-feed-keys';

const { feed: rules } = chatLimits;

const inMemory = (): ActivityFeedHarness => {
  let passed = 0;
  const clock = { now: () => (Date.now() + passed) as Instant };
  const feed = createMemoryActivityFeed({ clock, rules });
  return {
    feed,
    otherProcess: feed,
    withRules: (some) => createMemoryActivityFeed({ clock, rules: { ...rules, ...some } }),
    passTime(ms) {
      passed += ms;
      return Promise.resolve();
    },
  };
};

describeActivityFeed('memory', inMemory);
describeFeedKeys('memory', inMemory);

describeOnRedis((name, redis) => {
  describe('one Redis used by two processes', () => {
    const clients = redisClients(redis);
    let subscriber: RedisClient;
    let feed: ActivityFeed;
    let otherProcess: ActivityFeed;
    beforeAll(async () => {
      subscriber = await clients.connect();
      feed = withRules({});
      const [second, secondSubscriber] = [await clients.connect(), await clients.connect()];
      otherProcess = createRedisActivityFeed({ redis: second, subscriber: secondSubscriber, keyRing, rules });
    });
    afterAll(clients.disconnect);

    const withRules = (some: Partial<FeedRules>) =>
      createRedisActivityFeed({ redis: redis(), subscriber, keyRing, rules: { ...rules, ...some } });

    const onRedis = () => ({ feed, otherProcess, withRules, passTime: (ms: number) => fastForwardFeeds(redis(), ms) });
    describeActivityFeed(`Redis ${name}`, onRedis);
    describeFeedKeys(`Redis ${name}`, onRedis);
  });
});
