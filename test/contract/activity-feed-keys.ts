import { MINUTE } from '../../src/domain/time';
import { FROM_THE_START, type ActivityFeed, type FeedEntry, type FeedId } from '../../src/ports/activity-feed';
import { policy } from '../../src/recovery/policy';
import { feedEar, partOf } from '../support/feed-ear';
import { newFeedId, type ActivityFeedHarness } from './activity-feed';
import { times } from './recovery-store-world';

const { retention } = policy.chat.feed;

/** What every activity feed must do with what is added under a key. */
export function describeFeedKeys(name: string, harness: () => ActivityFeedHarness): void {
  describe(`${name} activity feed knows by its key what was added`, () => {
    let world: ActivityFeedHarness;
    let feed: ActivityFeed;
    let other: ActivityFeed;
    let id: FeedId;
    beforeEach(async () => {
      world = harness();
      ({ feed, other } = world);
      id = newFeedId();
      await feed.start(id);
    });

    const all = async () => partOf(await feed.read(id, FROM_THE_START)).entries.map(({ activity }) => activity);
    const put = async (activity: string, key: string, to = feed): Promise<FeedEntry> => {
      const entry = await to.append(id, activity, key);
      if (entry === 'ended') throw new Error('the feed has ended');
      return entry;
    };

    it('and adds it once, however many add it at the same time', async () => {
      const entries = await times(50, (n) => put(String(n), 'mine', n % 2 === 0 ? feed : other));
      const [entry] = entries;
      expect(partOf(await feed.read(id, FROM_THE_START)).entries).toEqual([entry]);
      expect(entries).toEqual(Array(50).fill(entry));
    });

    it('and tells nobody of it again', async () => {
      const ear = feedEar();
      const leave = await feed.follow(id, ear);
      // Heard before the rest is done: nodes of a cluster pass news on with a delay, but in order.
      await put('one', 'mine');
      await ear.until(() => ear.news() > 0);
      await put('one', 'mine', other);
      await put('two', 'yours', other);
      await ear.until(() => ear.news() > 1);
      await other.whisper(id, 'that was all');
      await ear.until(() => ear.whispers.length > 0);
      expect([ear.news(), await all()]).toEqual([2, ['one', 'two']]);
      leave();
    });

    it('among the newest 20, and in this feed alone', async () => {
      const first = await put('one', 'mine');
      const elsewhere = newFeedId();
      await feed.start(elsewhere);
      expect(await feed.append(elsewhere, 'x', 'mine')).toMatchObject({ activity: 'x' });
      for (let n = 0; n < 19; n++) await feed.append(id, String(n));
      expect(await put('two', 'mine')).toEqual(first);
      await feed.append(id, '19');
      expect((await put('two', 'mine')).activity).toBe('two');
    });

    it('only while it is kept, and takes it for a sign that the feed is in use', async () => {
      await put('one', 'mine');
      await world.pass(retention - MINUTE);
      await put('one', 'mine');
      await world.pass(MINUTE);
      await put('two', 'mine');
      expect(await all()).toEqual(['two']);
    });

    it.each(['', 'ñ'.repeat(64), '__proto__'])('whatever it is: "%s"', async (key) => {
      const entry = await put('one', key);
      expect(await put('two', key)).toEqual(entry);
      expect(await feed.append(id, 'three')).toMatchObject({ activity: 'three' });
    });
  });
}
