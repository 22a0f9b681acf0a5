import { mastersOf } from '../../src/adapters/redis/client';
import { createRedisActivityFeed } from '../../src/adapters/redis/activity-feed';
import { FROM_THE_START, type ActivityFeed, type FeedId } from '../../src/ports/activity-feed';
import { policy } from '../../src/recovery/policy';
import { allKeys } from '../support/age-redis';
import { feedEar, partOf } from '../support/feed-ear';
import { testKeyRing as keyRing } from '../support/key-ring';
import { describeOnRedis } from '../support/on-redis';
import { redisClients } from '../support/redis-clients';
import { newFeedId, until } from './activity-feed';

const { feed: rules } = policy.chat;
const keyOf = (id: FeedId): string => `feed:{${keyRing.mac('chat', id)}}`;

describeOnRedis((name, redis) => {
  describe(`an activity feed on a Redis ${name}`, () => {
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
      const counts = mastersOf(redis()).map((master) => master.pubsub('NUMSUB', keyOf(feedId)));
      return (await Promise.all(counts)).reduce((sum, [, count]) => sum + Number(count), 0);
    }

    it('is subscribed to once, however many follow, and until the last has left', async () => {
      const leaves = await Promise.all(Array.from({ length: 5 }, () => feed.follow(id, feedEar())));
      expect(await subscribersOf(id)).toBe(1);
      leaves.slice(1).forEach((leave) => {
        leave();
      });
      // Answered by the same connection: what it was asked before is done.
      const barrier = await feed.follow(newFeedId(), feedEar());
      expect(await subscribersOf(id)).toBe(1);
      leaves[0]?.();
      await until(async () => (await subscribersOf(id)) === 0);
      barrier();
    });

    it('tells all who follow when the connection that listens was lost and is back', async () => {
      const [here, there] = [feedEar(), feedEar()];
      const elsewhere = newFeedId();
      const leaves = [await feed.follow(id, here), await feed.follow(elsewhere, there)];
      const { place } = await added('heard');
      await here.until(() => here.news() === 1);

      await Promise.all(mastersOf(redis()).map((master) => master.call('CLIENT', 'KILL', 'TYPE', 'pubsub')));
      const { activity } = await added('not heard');
      await Promise.all([here.until(() => here.news() === 2), there.until(() => there.news() === 1)]);
      expect(partOf(await feed.read(id, place)).entries.map((entry) => entry.activity)).toEqual([activity]);

      await added('heard again');
      await feed.whisper(elsewhere, 'typing');
      await Promise.all([here.until(() => here.news() === 3), there.until(() => there.whispers.length === 1)]);
      leaves.forEach((leave) => {
        leave();
      });
    });

    async function added(activity: string) {
      const entry = await feed.append(id, activity);
      if (entry === 'ended') throw new Error('the feed has ended');
      return entry;
    }

    it('shows neither who speaks nor what is said, in what is kept and in what is sent', async () => {
      const published: string[] = [];
      const eavesdropper = await clients.connect();
      eavesdropper.on('pmessage', (_: string, channel: string, text: string) => published.push(channel, text));
      await eavesdropper.psubscribe('*');
      const said = '{"text":"1710034065"}';
      await feed.append(id, said, 'name-of-the-message');
      await feed.whisper(id, said);
      await until(() => published.length === 4);

      const keys = await allKeys(redis());
      expect(keys).toContain(keyOf(id));
      const kept = await Promise.all(keys.map(async (key) => redis().xrange(key, '-', '+')));
      const all = JSON.stringify([keys, kept, published]);
      const secrets = ['1710034065', 'text', 'name-of', String(id), id.slice(-14, -1)];
      expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
      const ends = await Promise.all(keys.map((key) => redis().pttl(key)));
      expect(ends.filter((ms) => ms <= 0 || ms > rules.retention)).toEqual([]);
    });

    it('gives nothing out that was not sealed for it', async () => {
      const elsewhere = newFeedId();
      await feed.start(elsewhere);
      await feed.append(elsewhere, 'elsewhere');
      const [moved] = await redis().xrange(keyOf(elsewhere), '-', '+');
      const ear = feedEar();
      const leave = await feed.follow(id, ear);
      for (const strange of [moved?.[1][1] ?? '', 'no seal', '']) {
        await redis().xadd(keyOf(id), '*', 'activity', strange);
        await redis().publish(keyOf(id), strange);
      }
      expect(await feed.read(id, FROM_THE_START)).toEqual({ entries: [], watermark: FROM_THE_START });
      const entry = await added('own');
      expect(await feed.read(id, FROM_THE_START)).toEqual({ entries: [entry], watermark: entry.place });
      await ear.until(() => ear.news() === 1);
      expect(ear.whispers).toEqual([]);
      leave();
    });
  });
});
