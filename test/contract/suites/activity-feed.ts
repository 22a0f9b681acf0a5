import { systemRandom } from '../../../src/adapters/system/random';
import { MINUTE } from '../../../src/domain/time';
import {
  FEED_START,
  type ActivityFeed,
  type FeedEntry,
  type FeedId,
  type FeedRules,
  type Watermark,
} from '../../../src/ports/chat/activity-feed';
import { chatLimits } from '../../../src/policy/chat';
import { createFeedRecorder, createFeedReader, liveFeedPart } from '../../support/direct-line/feed-recorder';
import { concurrently } from './recovery-store/harness';
import { waitUntil } from '../../support/jest/wait-until';

export interface ActivityFeedHarness {
  /** A feed with the rules of the policy. */
  readonly feed: ActivityFeed;
  /** The same feeds in another process, where there can be one. */
  readonly otherProcess: ActivityFeed;
  /** A feed with these rules in place of the policy's. */
  withRules(rules: Partial<FeedRules>): ActivityFeed;
  /** Makes everything stored `ms` older. */
  passTime(ms: number): Promise<void>;
}

export const newFeedId = (): FeedId => `conversation|{${systemRandom.token(12)}}` as FeedId;

const { retention } = chatLimits.feed;

/** The contract of every activity feed. */
export function describeActivityFeed(name: string, harness: () => ActivityFeedHarness): void {
  describe(`${name}: activity feed`, () => {
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

    const add = async (activity: string, to = feed): Promise<FeedEntry> => {
      const entry = await to.append(id, activity);
      if (entry === 'ended') throw new Error('the feed has ended');
      return entry;
    };
    const behind = async (since: Watermark, from = feed) =>
      liveFeedPart(await from.read(id, since)).entries.map(({ activity }) => activity);
    const all = (from = feed) => behind(FEED_START, from);

    describe('append', () => {
      it('stores an activity unchanged, with its position and time', async () => {
        const entry = await add('{"text":"ñandú 🦜"}');
        expect(entry.activity).toBe('{"text":"ñandú 🦜"}');
        expect(Math.abs(Date.now() - entry.at)).toBeLessThan(5_000);
        const second = await add('{}');
        expect(await other.read(id, FEED_START)).toEqual({ entries: [entry, second], watermark: second.position });
        expect(second.position).not.toBe(entry.position);
        expect(second.at).toBeGreaterThanOrEqual(entry.at);
      });

      it('all readers see one order of activities, even after simultaneous appends', async () => {
        await add('before');
        const added = await concurrently(50, (n) => add(String(n), n % 2 === 0 ? feed : other));
        const inOrder = (await all()).slice(1);
        expect(await all(other)).toEqual(['before', ...inOrder]);
        for (const half of [0, 1]) {
          const own = inOrder.map(Number).filter((n) => n % 2 === half);
          expect(own).toEqual(Array.from({ length: 25 }, (_, n) => 2 * n + half));
        }
        expect(new Set(added.map(({ position }) => position)).size).toBe(50);
        for (const { activity, position } of added) {
          expect(await behind(position, other)).toEqual(inOrder.slice(inOrder.indexOf(activity) + 1));
        }
      });

      it('keeps the activities of two feeds apart', async () => {
        await add('one');
        const elsewhere = newFeedId();
        await feed.start(elsewhere);
        expect(await feed.read(elsewhere, FEED_START)).toEqual({ entries: [], watermark: FEED_START });
      });

      it('keeps only the configured number of newest activities', async () => {
        const short = fixture.withRules({ maxEntries: 3 });
        await short.start(id);
        const entries: FeedEntry[] = [];
        for (const activity of ['1', '2', '3', '4', '5']) {
          const entry = await short.append(id, activity);
          if (entry !== 'ended') entries.push(entry);
        }
        expect(await all(short)).toEqual(['3', '4', '5']);
        expect(await behind(entries[0]?.position ?? FEED_START, short)).toEqual(['3', '4', '5']);
        expect(await behind(entries[3]?.position ?? FEED_START, short)).toEqual(['5']);
      });
    });

    describe('reading from an unknown position', () => {
      it.each([
        '',
        '-',
        '0',
        '7',
        'undefined',
        '$',
        '+',
        '(0-0',
        '99999999999999999999-0',
        '1-99999999999999999999',
        '9-9-9',
      ])('reading starts at the beginning for "%s", which is no position', async (since) => {
        expect(await feed.read(id, since as Watermark)).toEqual({ entries: [], watermark: since });
        const entry = await add('one');
        expect(await feed.read(id, since as Watermark)).toEqual({ entries: [entry], watermark: entry.position });
      });

      it('reading starts at the beginning for a position of another feed or of the future', async () => {
        const elsewhere = newFeedId();
        await feed.start(elsewhere);
        const one = await add('one');
        // Positions differ at least in their millisecond.
        await waitUntil(() => Date.now() > one.at + 1);
        const foreign = await feed.append(elsewhere, 'x');
        if (foreign === 'ended') throw new Error('the feed has ended');
        await waitUntil(() => Date.now() > foreign.at + 1);
        await add('two');
        expect(await behind(foreign.position)).toEqual(['one', 'two']);
        expect(await behind('999999999999999-0' as Watermark)).toEqual(['one', 'two']);
      });
    });

    describe('lifetime of a feed', () => {
      it('the lifetime begins with the first start, and a second start changes nothing', async () => {
        await add('one');
        expect(await other.start(id)).toBe('existed');
        expect(await all()).toEqual(['one']);
        const never = newFeedId();
        expect(await feed.append(never, 'one')).toBe('ended');
        expect(await feed.read(never, FEED_START)).toBe('ended');
        expect(await feed.keepAlive(never)).toBe('ended');
        expect(await concurrently(5, () => feed.start(never))).toEqual([
          'started',
          ...Array<string>(4).fill('existed'),
        ]);
      });

      it('a feed lives for 30 minutes from the start, the last append or the last keep-alive', async () => {
        await fixture.passTime(retention - MINUTE);
        await add('one');
        await fixture.passTime(retention - MINUTE);
        expect(await other.keepAlive(id)).toBe('kept');
        await fixture.passTime(retention - MINUTE);
        expect(await all()).toEqual([]);
        await fixture.passTime(MINUTE);
        expect(await feed.read(id, FEED_START)).toBe('ended');
        expect(await feed.append(id, 'two')).toBe('ended');
        expect(await feed.keepAlive(id)).toBe('ended');
      });

      it('a feed begins anew after its end, without the old activities', async () => {
        const { position } = await add('one');
        await fixture.passTime(retention);
        expect(await feed.start(id)).toBe('started');
        expect(await feed.read(id, position)).toEqual({ entries: [], watermark: position });
        await add('two');
        expect(await behind(position)).toEqual(['two']);
      });

      it('a feed lives longer than each of its activities', async () => {
        await add('one');
        await fixture.passTime(retention - MINUTE);
        await add('two');
        await fixture.passTime(MINUTE);
        expect(await all()).toEqual(['two']);
        await feed.keepAlive(id);
        await fixture.passTime(retention - MINUTE);
        expect(await all()).toEqual([]);
        expect(await feed.keepAlive(id)).toBe('kept');
        const three = await add('three');
        expect(await feed.read(id, FEED_START)).toEqual({ entries: [three], watermark: three.position });
      });
    });

    describe('subscription', () => {
      it('a subscriber is notified of appended activities, whichever process appended them', async () => {
        const recorder = createFeedRecorder();
        const leave = await feed.subscribe(id, recorder);
        for (const [round, to] of [feed, other, feed, other].entries()) {
          await add('x', to);
          await recorder.waitUntil(() => recorder.appendedCount() > round);
        }
        leave();
      });

      it('a subscriber misses nothing and receives nothing twice between subscribing and reading', async () => {
        const adding = concurrently(40, (n) => add(`a${n}`, n % 2 === 0 ? feed : other));
        const readers = [createFeedReader(feed, id, FEED_START), createFeedReader(other, id, FEED_START)];
        const leaves = await Promise.all(
          readers.map(async (reader, n) => {
            const leave = await (n === 0 ? feed : other).subscribe(id, reader.listener);
            reader.listener.onAppended();
            return leave;
          }),
        );
        const more = concurrently(40, (n) => add(`b${n}`, n % 2 === 0 ? feed : other));
        await Promise.all([adding, more, ...readers.map((reader) => reader.until(80))]);
        const inOrder = await all();
        for (const { activities } of readers) expect(activities).toEqual(inOrder);
        leaves.forEach((leave) => {
          leave();
        });
      });

      it('transient activities are delivered and not stored', async () => {
        const [near, far] = [createFeedRecorder(), createFeedRecorder()];
        const leaves = [await feed.subscribe(id, near), await other.subscribe(id, far)];
        await feed.sendTransient(id, '{"type":"typing","is":"ñ"}');
        await other.sendTransient(id, 'news');
        for (const recorder of [near, far]) {
          await recorder.waitUntil(() => recorder.transients.length === 2);
          expect([...recorder.transients].sort()).toEqual(['news', '{"type":"typing","is":"ñ"}']);
          expect(recorder.appendedCount()).toBe(0);
        }
        leaves.forEach((leave) => {
          leave();
        });
        const late = createFeedRecorder();
        const leave = await feed.subscribe(id, late);
        await add('one');
        await late.waitUntil(() => late.appendedCount() > 0);
        expect(late.transients).toEqual([]);
        expect(await all()).toEqual(['one']);
        leave();
      });

      it('neither subscribers of another feed nor those that have left are notified', async () => {
        const [gone, elsewhere, stays] = [createFeedRecorder(), createFeedRecorder(), createFeedRecorder()];
        const leaves = [await feed.subscribe(newFeedId(), elsewhere), await feed.subscribe(id, stays)];
        (await feed.subscribe(id, gone))();
        await add('one', other);
        await other.sendTransient(id, 'two');
        await stays.waitUntil(() => stays.appendedCount() === 1 && stays.transients.length === 1);
        for (const recorder of [gone, elsewhere])
          expect([recorder.appendedCount(), recorder.transients]).toEqual([0, []]);
        leaves.forEach((leave) => {
          leave();
        });
      });

      it('each subscription counts by itself: leaving one, even twice, ends no other', async () => {
        const recorder = createFeedRecorder();
        const [first, second] = [await feed.subscribe(id, recorder), await feed.subscribe(id, recorder)];
        first();
        first();
        await add('one');
        await recorder.waitUntil(() => recorder.appendedCount() === 1);
        second();
        const third = await feed.subscribe(id, recorder);
        first();
        second();
        await add('two');
        await recorder.waitUntil(() => recorder.appendedCount() === 2);
        third();
      });

      it('a subscriber that comes while the last one leaves is notified', async () => {
        for (let round = 0; round < 20; round++) {
          const [leaves, stays] = [createFeedRecorder(), createFeedRecorder()];
          const leave = await feed.subscribe(id, leaves);
          const staying = round % 2 === 0 ? feed.subscribe(id, stays) : undefined;
          leave();
          const done = await (staying ?? feed.subscribe(id, stays));
          await add('x', other);
          await stays.waitUntil(() => stays.appendedCount() > 0);
          done();
        }
      });
    });
  });
}
