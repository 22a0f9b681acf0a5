import { MINUTE } from '../../../src/domain/time';
import { FEED_START, type ActivityFeed, type FeedEntry, type FeedId } from '../../../src/ports/chat/activity-feed';
import { chatLimits } from '../../../src/policy/chat';
import { createFeedRecorder, liveFeedPart } from '../../support/direct-line/feed-recorder';
import { newFeedId, type ActivityFeedHarness } from './activity-feed';
import { concurrently } from './recovery-store/harness';

const { retention } = chatLimits.feed;

/** The contract of idempotency keys, for every activity feed. */
export function describeFeedKeys(name: string, harness: () => ActivityFeedHarness): void {
  describe(`${name}: activity feed with idempotency keys`, () => {
    let fixture: ActivityFeedHarness;
    let feed: ActivityFeed;
    let other: ActivityFeed;
    let id: FeedId;
    beforeEach(async () => {
      fixture = harness();
      ({ feed, otherProcess: other } = fixture);
      id = newFeedId();
      await feed.start(id);
    });

    const all = async () => liveFeedPart(await feed.read(id, FEED_START)).entries.map(({ activity }) => activity);
    const put = async (activity: string, key: string, to = feed): Promise<FeedEntry> => {
      const entry = await to.append(id, activity, key);
      if (entry === 'ended') throw new Error('the feed has ended');
      return entry;
    };

    it('adds an activity once, however many processes append it under the same key at once', async () => {
      const entries = await concurrently(50, (n) => put(String(n), 'mine', n % 2 === 0 ? feed : other));
      const [entry] = entries;
      expect(liveFeedPart(await feed.read(id, FEED_START)).entries).toEqual([entry]);
      expect(entries).toEqual(Array(50).fill(entry));
    });

    it('a repeated append does not notify subscribers', async () => {
      const recorder = createFeedRecorder();
      const leave = await feed.subscribe(id, recorder);
      // Nodes of a cluster pass notifications on with a delay, but in order.
      await put('one', 'mine');
      await recorder.waitUntil(() => recorder.appendedCount() > 0);
      await put('one', 'mine', other);
      await put('two', 'yours', other);
      await recorder.waitUntil(() => recorder.appendedCount() > 1);
      await other.sendTransient(id, 'that was all');
      await recorder.waitUntil(() => recorder.transients.length > 0);
      expect([recorder.appendedCount(), await all()]).toEqual([2, ['one', 'two']]);
      leave();
    });

    it('recognises the keys of the newest 20 activities, and of this feed alone', async () => {
      const first = await put('one', 'mine');
      const elsewhere = newFeedId();
      await feed.start(elsewhere);
      expect(await feed.append(elsewhere, 'x', 'mine')).toMatchObject({ activity: 'x' });
      for (let n = 0; n < 19; n++) await feed.append(id, String(n));
      expect(await put('two', 'mine')).toEqual(first);
      await feed.append(id, '19');
      expect((await put('two', 'mine')).activity).toBe('two');
    });

    it('recognises a key while its activity is stored, and a repeated append extends the life of the feed', async () => {
      await put('one', 'mine');
      await fixture.passTime(retention - MINUTE);
      await put('one', 'mine');
      await fixture.passTime(MINUTE);
      await put('two', 'mine');
      expect(await all()).toEqual(['two']);
    });

    it.each(['', 'ñ'.repeat(64), '__proto__'])('accepts any text as an idempotency key: "%s"', async (key) => {
      const entry = await put('one', key);
      expect(await put('two', key)).toEqual(entry);
      expect(await feed.append(id, 'three')).toMatchObject({ activity: 'three' });
    });
  });
}
