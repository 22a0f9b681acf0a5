import { createRedisActivityFeed } from '../../src/adapters/redis/activity-feed';
import type { RedisClient } from '../../src/adapters/redis/client';
import { FROM_THE_START, type ActivityFeed, type FeedId, type FeedRules } from '../../src/ports/activity-feed';
import { policy } from '../../src/recovery/policy';
import { ageFeeds } from '../support/age-feeds';
import { feedEar, partOf } from '../support/feed-ear';
import { rings } from '../support/key-ring';
import { describeOnRedis } from '../support/on-redis';
import { redisClients } from '../support/redis-clients';
import { describeActivityFeed, newFeedId } from './activity-feed';
import { describeFeedKeys } from './activity-feed-keys';
import { times } from './recovery-store-world';

const { feed: rules } = policy.chat;
type Ring = keyof typeof rings;

describeOnRedis((name, redis) => {
  const clients = redisClients(redis);
  /** Of processes, whatever keys they hold: two for the contract, two for the chat. */
  let lines: readonly { readonly redis: RedisClient; readonly subscriber: RedisClient }[];
  beforeAll(async () => {
    const connect = async () => ({ redis: await clients.connect(), subscriber: await clients.connect() });
    lines = [await connect(), await connect(), await connect(), await connect()];
  });
  afterAll(clients.disconnect);

  const create = (at: 0 | 1 | 2 | 3, ring: Ring, some: Partial<FeedRules> = {}): ActivityFeed => {
    const line = lines[at];
    if (line === undefined) throw new Error('not connected yet');
    return createRedisActivityFeed({ ...line, keyRing: rings[ring], rules: { ...rules, ...some } });
  };
  const created = new Map<string, ActivityFeed>();
  const feedOf = (at: 0 | 1 | 2 | 3, ring: Ring): ActivityFeed => {
    const feed = created.get(`${at}${ring}`) ?? create(at, ring);
    created.set(`${at}${ring}`, feed);
    return feed;
  };

  describe('while keys are changed', () => {
    let feed: ActivityFeed;
    let other: ActivityFeed;
    beforeAll(() => {
      feed = feedOf(0, 'announced');
      other = feedOf(1, 'changed');
    });
    const pass = (ms: number) => ageFeeds(redis(), ms);
    const oneWay = () => ({ feed, other, under: (some: Partial<FeedRules>) => create(0, 'announced', some), pass });
    const otherWay = () => ({
      feed: other,
      other: feed,
      under: (some: Partial<FeedRules>) => create(1, 'changed', some),
      pass,
    });

    describeActivityFeed(`of the earlier key, Redis ${name}`, oneWay);
    describeActivityFeed(`of the new key, Redis ${name}`, otherWay);
    describeFeedKeys(`of the earlier key, Redis ${name}`, oneWay);
    describeFeedKeys(`of the new key, Redis ${name}`, otherWay);
  });

  describe(`a chat on a Redis ${name}, while keys are changed,`, () => {
    let id: FeedId;
    beforeEach(() => {
      id = newFeedId();
    });
    const said = async (feed: ActivityFeed) =>
      partOf(await feed.read(id, FROM_THE_START)).entries.map(({ activity }) => activity);

    it('that began before goes on everywhere, and what is added twice stands there once', async () => {
      const [before, announced, changed] = [feedOf(2, 'before'), feedOf(2, 'announced'), feedOf(3, 'changed')];
      expect(await before.start(id)).toBe('started');
      const first = await before.append(id, 'one', 'key');
      expect(await announced.append(id, 'one', 'key')).toEqual(first);
      expect(await said(before)).toEqual(['one']);
      expect(await changed.append(id, 'one', 'key')).toEqual(first);
      await changed.append(id, 'two', 'another key');
      await announced.append(id, 'two', 'another key');
      expect([await said(announced), await said(changed)]).toEqual([
        ['one', 'two'],
        ['one', 'two'],
      ]);
      expect([await announced.keep(id), await changed.keep(id)]).toEqual(['kept', 'kept']);
      expect([await announced.start(id), await changed.start(id)]).toEqual(['existed', 'existed']);
    });

    it('begins once, however many begin it at the same time', async () => {
      const [announced, changed] = [feedOf(2, 'announced'), feedOf(3, 'changed')];
      const outcomes = await times(20, (index) => (index % 2 === 0 ? announced : changed).start(id));
      expect(outcomes.filter((outcome) => outcome === 'started')).toHaveLength(1);
      await announced.append(id, 'here');
      await changed.append(id, 'there');
      expect(await said(announced)).toEqual(['here', 'there']);
    });

    it.each<[Ring, Ring]>([
      ['before', 'announced'],
      ['announced', 'before'],
      ['announced', 'changed'],
      ['changed', 'announced'],
      ['changed', 'after'],
      ['after', 'changed'],
    ])(
      'is heard where keys stand %s by what is said where they stand %s, from before it began',
      async (here, there) => {
        const [hearing, speaking] = [feedOf(2, here), feedOf(3, there)];
        const ear = feedEar();
        const leave = await hearing.follow(id, ear);
        await speaking.start(id);
        await speaking.append(id, 'said');
        await ear.until(() => ear.news() > 0);
        expect(await said(hearing)).toEqual(['said']);
        await speaking.whisper(id, 'typing');
        await ear.until(() => ear.whispers.length > 0);
        leave();
      },
    );

    it('reads as ended once the key that it was named with is gone, and without what that key sealed', async () => {
      const after = feedOf(3, 'after');
      await feedOf(2, 'before').start(id);
      expect(await after.read(id, FROM_THE_START)).toBe('ended');
      expect(await after.append(id, 'late')).toBe('ended');

      id = newFeedId();
      await feedOf(3, 'changed').start(id);
      await feedOf(2, 'announced').append(id, 'under the earlier');
      await feedOf(3, 'changed').append(id, 'under the new');
      expect(await said(after)).toEqual(['under the new']);
    });
  });
});
