import { createRedisActivityFeed } from '../../src/adapters/redis/feed/activity-feed';
import type { RedisClient } from '../../src/adapters/redis/client';
import { FEED_START, type ActivityFeed, type FeedId, type FeedRules } from '../../src/ports/chat/activity-feed';
import { chatLimits } from '../../src/policy/chat';
import { fastForwardFeeds } from '../support/redis/fast-forward';
import { createFeedRecorder, liveFeedPart } from '../support/direct-line/feed-recorder';
import { rotationKeyRings } from '../support/secrets/key-rings';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { redisClients } from '../support/redis/redis-clients';
import { describeActivityFeed, newFeedId } from './suites/activity-feed';
import { describeFeedKeys } from './suites/activity-feed-keys';
import { concurrently } from './suites/recovery-store/harness';

const { feed: rules } = chatLimits;
type Ring = keyof typeof rotationKeyRings;

describeOnRedis((name, redis) => {
  const clients = redisClients(redis);
  /** One pair for each process: two processes for the contract suite, two for the chat. */
  let connections: readonly { readonly redis: RedisClient; readonly subscriber: RedisClient }[];
  beforeAll(async () => {
    const connect = async () => ({ redis: await clients.connect(), subscriber: await clients.connect() });
    connections = [await connect(), await connect(), await connect(), await connect()];
  });
  afterAll(clients.disconnect);

  const create = (at: 0 | 1 | 2 | 3, ring: Ring, some: Partial<FeedRules> = {}): ActivityFeed => {
    const connection = connections[at];
    if (connection === undefined) throw new Error('not connected yet');
    return createRedisActivityFeed({ ...connection, keyRing: rotationKeyRings[ring], rules: { ...rules, ...some } });
  };
  const created = new Map<string, ActivityFeed>();
  const feedOf = (at: 0 | 1 | 2 | 3, ring: Ring): ActivityFeed => {
    const feed = created.get(`${at}${ring}`) ?? create(at, ring);
    created.set(`${at}${ring}`, feed);
    return feed;
  };

  describe('activity feed during key rotation', () => {
    let feed: ActivityFeed;
    let otherProcess: ActivityFeed;
    beforeAll(() => {
      feed = feedOf(0, 'announced');
      otherProcess = feedOf(1, 'changed');
    });
    const passTime = (ms: number) => fastForwardFeeds(redis(), ms);
    const earlierFirst = () => ({
      feed,
      otherProcess,
      withRules: (some: Partial<FeedRules>) => create(0, 'announced', some),
      passTime,
    });
    const newFirst = () => ({
      feed: otherProcess,
      otherProcess: feed,
      withRules: (some: Partial<FeedRules>) => create(1, 'changed', some),
      passTime,
    });

    describeActivityFeed(`Redis ${name} with the earlier key first`, earlierFirst);
    describeActivityFeed(`Redis ${name} with the new key first`, newFirst);
    describeFeedKeys(`Redis ${name} with the earlier key first`, earlierFirst);
    describeFeedKeys(`Redis ${name} with the new key first`, newFirst);
  });

  describe(`chat on a Redis ${name} during key rotation`, () => {
    let id: FeedId;
    beforeEach(() => {
      id = newFeedId();
    });
    const textsIn = async (feed: ActivityFeed) =>
      liveFeedPart(await feed.read(id, FEED_START)).entries.map(({ activity }) => activity);

    it('a chat from before the rotation continues in every process, and a repeated append is stored once', async () => {
      const [before, announced, changed] = [feedOf(2, 'before'), feedOf(2, 'announced'), feedOf(3, 'changed')];
      expect(await before.start(id)).toBe('started');
      const first = await before.append(id, 'one', 'key');
      expect(await announced.append(id, 'one', 'key')).toEqual(first);
      expect(await textsIn(before)).toEqual(['one']);
      expect(await changed.append(id, 'one', 'key')).toEqual(first);
      await changed.append(id, 'two', 'another key');
      await announced.append(id, 'two', 'another key');
      expect([await textsIn(announced), await textsIn(changed)]).toEqual([
        ['one', 'two'],
        ['one', 'two'],
      ]);
      expect([await announced.keepAlive(id), await changed.keepAlive(id)]).toEqual(['kept', 'kept']);
      expect([await announced.start(id), await changed.start(id)]).toEqual(['existed', 'existed']);
    });

    it('a chat starts once, however many processes start it at the same time', async () => {
      const [announced, changed] = [feedOf(2, 'announced'), feedOf(3, 'changed')];
      const outcomes = await concurrently(20, (index) => (index % 2 === 0 ? announced : changed).start(id));
      expect(outcomes.filter((outcome) => outcome === 'started')).toHaveLength(1);
      await announced.append(id, 'here');
      await changed.append(id, 'there');
      expect(await textsIn(announced)).toEqual(['here', 'there']);
    });

    it.each<[Ring, Ring]>([
      ['before', 'announced'],
      ['announced', 'before'],
      ['announced', 'changed'],
      ['changed', 'announced'],
      ['changed', 'after'],
      ['after', 'changed'],
    ])(
      'a subscriber with the key ring “%s” receives what a writer with the key ring “%s” appends, even when it subscribed before the start',
      async (here, there) => {
        const [reader, writer] = [feedOf(2, here), feedOf(3, there)];
        const recorder = createFeedRecorder();
        const leave = await reader.subscribe(id, recorder);
        await writer.start(id);
        await writer.append(id, 'said');
        await recorder.waitUntil(() => recorder.appendedCount() > 0);
        expect(await textsIn(reader)).toEqual(['said']);
        await writer.sendTransient(id, 'typing');
        await recorder.waitUntil(() => recorder.transients.length > 0);
        leave();
      },
    );

    it('a chat reads as ended when the key of its name is gone, and entries sealed with a removed key are skipped', async () => {
      const after = feedOf(3, 'after');
      await feedOf(2, 'before').start(id);
      expect(await after.read(id, FEED_START)).toBe('ended');
      expect(await after.append(id, 'late')).toBe('ended');

      id = newFeedId();
      await feedOf(3, 'changed').start(id);
      await feedOf(2, 'announced').append(id, 'under the earlier');
      await feedOf(3, 'changed').append(id, 'under the new');
      expect(await textsIn(after)).toEqual(['under the new']);
    });
  });
});
