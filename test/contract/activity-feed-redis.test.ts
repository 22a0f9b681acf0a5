import { masterNodes } from '../../src/adapters/redis/client';
import { createRedisActivityFeed } from '../../src/adapters/redis/feed/activity-feed';
import { FEED_START, type ActivityFeed, type FeedId } from '../../src/ports/chat/activity-feed';
import { chatLimits } from '../../src/policy/chat';
import { allKeys } from '../support/redis/fast-forward';
import { createFeedRecorder, liveFeedPart } from '../support/direct-line/feed-recorder';
import { testKeyRing as keyRing } from '../support/secrets/key-rings';
import { describeOnRedis } from '../support/redis/describe-on-redis';
import { redisClients } from '../support/redis/redis-clients';
import { newFeedId } from './suites/activity-feed';
import { waitUntil } from '../support/jest/wait-until';

const { feed: rules } = chatLimits;
const keyOf = (id: FeedId): string => `feed:{${keyRing.mac('chat', id)}}`;

describeOnRedis((name, redis) => {
  describe(`activity feed on a Redis ${name}`, () => {
    const clients = redisClients(redis);
    let feed: ActivityFeed;
    let id: FeedId;
    beforeAll(async () => {
      feed = createRedisActivityFeed({ redis: redis(), subscriber: await clients.connect(), keyRing, rules });
    });
    beforeEach(async () => {
      id = newFeedId();
      await feed.start(id);
    });
    afterAll(clients.disconnect);

    async function subscribersOf(feedId: FeedId): Promise<number> {
      const counts = masterNodes(redis()).map((master) => master.pubsub('NUMSUB', keyOf(feedId)));
      return (await Promise.all(counts)).reduce((sum, [, count]) => sum + Number(count), 0);
    }

    it('subscribes once for all subscribers of a feed, until the last one leaves', async () => {
      const leaves = await Promise.all(Array.from({ length: 5 }, () => feed.subscribe(id, createFeedRecorder())));
      expect(await subscribersOf(id)).toBe(1);
      leaves.slice(1).forEach((leave) => {
        leave();
      });
      // Redis answers one connection in order: this answer means that the earlier commands are done.
      const barrier = await feed.subscribe(newFeedId(), createFeedRecorder());
      expect(await subscribersOf(id)).toBe(1);
      leaves[0]?.();
      await waitUntil(async () => (await subscribersOf(id)) === 0);
      barrier();
    });

    it('notifies every subscriber after the subscribing connection was lost and is back', async () => {
      const [here, there] = [createFeedRecorder(), createFeedRecorder()];
      const elsewhere = newFeedId();
      const leaves = [await feed.subscribe(id, here), await feed.subscribe(elsewhere, there)];
      const { position } = await added('received');
      await here.waitUntil(() => here.appendedCount() === 1);

      await Promise.all(masterNodes(redis()).map((master) => master.call('CLIENT', 'KILL', 'TYPE', 'pubsub')));
      const { activity } = await added('not received');
      await Promise.all([
        here.waitUntil(() => here.appendedCount() === 2),
        there.waitUntil(() => there.appendedCount() === 1),
      ]);
      expect(liveFeedPart(await feed.read(id, position)).entries.map((entry) => entry.activity)).toEqual([activity]);

      await added('received again');
      await feed.sendTransient(elsewhere, 'typing');
      await Promise.all([
        here.waitUntil(() => here.appendedCount() === 3),
        there.waitUntil(() => there.transients.length === 1),
      ]);
      leaves.forEach((leave) => {
        leave();
      });
    });

    async function added(activity: string) {
      const entry = await feed.append(id, activity);
      if (entry === 'ended') throw new Error('the feed has ended');
      return entry;
    }

    it('reveals neither author nor content in stored keys, stored values and published messages', async () => {
      const published: string[] = [];
      const eavesdropper = await clients.connect();
      eavesdropper.on('pmessage', (_: string, channel: string, text: string) => published.push(channel, text));
      await eavesdropper.psubscribe('*');
      const activity = '{"text":"1710034065"}';
      await feed.append(id, activity, 'name-of-the-message');
      await feed.sendTransient(id, activity);
      await waitUntil(() => published.length === 4);

      const keys = await allKeys(redis());
      expect(keys).toContain(keyOf(id));
      const kept = await Promise.all(keys.map(async (key) => redis().xrange(key, '-', '+')));
      const all = JSON.stringify([keys, kept, published]);
      const secrets = ['1710034065', 'text', 'name-of', String(id), id.slice(-14, -1)];
      expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
      const ends = await Promise.all(keys.map((key) => redis().pttl(key)));
      expect(ends.filter((ms) => ms <= 0 || ms > rules.retention)).toEqual([]);
    });

    it('reads nothing from Redis that was not sealed for this feed', async () => {
      const elsewhere = newFeedId();
      await feed.start(elsewhere);
      await feed.append(elsewhere, 'elsewhere');
      const [moved] = await redis().xrange(keyOf(elsewhere), '-', '+');
      const recorder = createFeedRecorder();
      const leave = await feed.subscribe(id, recorder);
      for (const strange of [moved?.[1][1] ?? '', 'no seal', '']) {
        await redis().xadd(keyOf(id), '*', 'activity', strange);
        await redis().publish(keyOf(id), strange);
      }
      expect(await feed.read(id, FEED_START)).toEqual({ entries: [], watermark: FEED_START });
      const entry = await added('own');
      expect(await feed.read(id, FEED_START)).toEqual({ entries: [entry], watermark: entry.position });
      await recorder.waitUntil(() => recorder.appendedCount() === 1);
      expect(recorder.transients).toEqual([]);
      leave();
    });
  });
});
