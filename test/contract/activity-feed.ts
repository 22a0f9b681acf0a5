import { systemRandom } from '../../src/adapters/system/random';
import { MINUTE } from '../../src/domain/time';
import {
  FROM_THE_START,
  type ActivityFeed,
  type FeedEntry,
  type FeedId,
  type FeedRules,
  type Watermark,
} from '../../src/ports/activity-feed';
import { policy } from '../../src/recovery/policy';
import { feedEar, feedReader, partOf } from '../support/feed-ear';
import { times } from './recovery-store-world';

export interface ActivityFeedHarness {
  /** Under the policy's rules. */
  readonly feed: ActivityFeed;
  /** The same feeds from another process, where there can be one. */
  readonly other: ActivityFeed;
  /** A feed under these rules. */
  under(rules: Partial<FeedRules>): ActivityFeed;
  /** Makes all that is stored `ms` older. */
  pass(ms: number): Promise<void>;
}

export const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise(setImmediate);
};

export const newFeedId = (): FeedId => `conversation|{${systemRandom.token(12)}}` as FeedId;

const { retention } = policy.chat.feed;

/** What every activity feed must do, whatever it is made of. */
export function describeActivityFeed(name: string, harness: () => ActivityFeedHarness): void {
  describe(`${name} activity feed`, () => {
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

    const add = async (activity: string, to = feed): Promise<FeedEntry> => {
      const entry = await to.append(id, activity);
      if (entry === 'ended') throw new Error('the feed has ended');
      return entry;
    };
    const behind = async (since: Watermark, from = feed) =>
      partOf(await from.read(id, since)).entries.map(({ activity }) => activity);
    const all = (from = feed) => behind(FROM_THE_START, from);

    describe('keeps what was added', () => {
      it('as it was, with its place and its time', async () => {
        const entry = await add('{"text":"ñandú 🦜"}');
        expect(entry.activity).toBe('{"text":"ñandú 🦜"}');
        expect(Math.abs(Date.now() - entry.at)).toBeLessThan(5_000);
        const second = await add('{}');
        expect(await other.read(id, FROM_THE_START)).toEqual({ entries: [entry, second], watermark: second.place });
        expect(second.place).not.toBe(entry.place);
        expect(second.at).toBeGreaterThanOrEqual(entry.at);
      });

      it('in one order for all, whoever adds at the same time', async () => {
        await add('before');
        const added = await times(50, (n) => add(String(n), n % 2 === 0 ? feed : other));
        const inOrder = (await all()).slice(1);
        expect(await all(other)).toEqual(['before', ...inOrder]);
        for (const half of [0, 1]) {
          const own = inOrder.map(Number).filter((n) => n % 2 === half);
          expect(own).toEqual(Array.from({ length: 25 }, (_, n) => 2 * n + half));
        }
        expect(new Set(added.map(({ place }) => place)).size).toBe(50);
        for (const { activity, place } of added) {
          expect(await behind(place, other)).toEqual(inOrder.slice(inOrder.indexOf(activity) + 1));
        }
      });

      it('and nothing of another feed', async () => {
        await add('one');
        const elsewhere = newFeedId();
        await feed.start(elsewhere);
        expect(await feed.read(elsewhere, FROM_THE_START)).toEqual({ entries: [], watermark: FROM_THE_START });
      });

      it('up to the last so many', async () => {
        const short = world.under({ most: 3 });
        await short.start(id);
        const entries: FeedEntry[] = [];
        for (const activity of ['1', '2', '3', '4', '5']) {
          const entry = await short.append(id, activity);
          if (entry !== 'ended') entries.push(entry);
        }
        expect(await all(short)).toEqual(['3', '4', '5']);
        expect(await behind(entries[0]?.place ?? FROM_THE_START, short)).toEqual(['3', '4', '5']);
        expect(await behind(entries[3]?.place ?? FROM_THE_START, short)).toEqual(['5']);
      });
    });

    describe('reads from the start', () => {
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
      ])('behind "%s", which is no place', async (since) => {
        expect(await feed.read(id, since as Watermark)).toEqual({ entries: [], watermark: since });
        const entry = await add('one');
        expect(await feed.read(id, since as Watermark)).toEqual({ entries: [entry], watermark: entry.place });
      });

      it('behind a place that another feed gave out, or none yet', async () => {
        const elsewhere = newFeedId();
        await feed.start(elsewhere);
        const one = await add('one');
        // Places are told apart by their millisecond at least.
        await until(() => Date.now() > one.at + 1);
        const foreign = await feed.append(elsewhere, 'x');
        if (foreign === 'ended') throw new Error('the feed has ended');
        await until(() => Date.now() > foreign.at + 1);
        await add('two');
        expect(await behind(foreign.place)).toEqual(['one', 'two']);
        expect(await behind('999999999999999-0' as Watermark)).toEqual(['one', 'two']);
      });
    });

    describe('lives', () => {
      it('once it is begun, and is begun once', async () => {
        await add('one');
        expect(await other.start(id)).toBe('existed');
        expect(await all()).toEqual(['one']);
        const never = newFeedId();
        expect(await feed.append(never, 'one')).toBe('ended');
        expect(await feed.read(never, FROM_THE_START)).toBe('ended');
        expect(await feed.keep(never)).toBe('ended');
        expect(await times(5, () => feed.start(never))).toEqual(['started', ...Array<string>(4).fill('existed')]);
      });

      it('30 minutes from its begin, the last activity or the last time it was kept', async () => {
        await world.pass(retention - MINUTE);
        await add('one');
        await world.pass(retention - MINUTE);
        expect(await other.keep(id)).toBe('kept');
        await world.pass(retention - MINUTE);
        expect(await all()).toEqual([]);
        await world.pass(MINUTE);
        expect(await feed.read(id, FROM_THE_START)).toBe('ended');
        expect(await feed.append(id, 'two')).toBe('ended');
        expect(await feed.keep(id)).toBe('ended');
      });

      it('again after its end, without what was', async () => {
        const { place } = await add('one');
        await world.pass(retention);
        expect(await feed.start(id)).toBe('started');
        expect(await feed.read(id, place)).toEqual({ entries: [], watermark: place });
        await add('two');
        expect(await behind(place)).toEqual(['two']);
      });

      it('longer than each of its activities', async () => {
        await add('one');
        await world.pass(retention - MINUTE);
        await add('two');
        await world.pass(MINUTE);
        expect(await all()).toEqual(['two']);
        await feed.keep(id);
        await world.pass(retention - MINUTE);
        expect(await all()).toEqual([]);
        expect(await feed.keep(id)).toBe('kept');
        const three = await add('three');
        expect(await feed.read(id, FROM_THE_START)).toEqual({ entries: [three], watermark: three.place });
      });
    });

    describe('tells those who follow', () => {
      it('of what is added, whichever process adds it', async () => {
        const ear = feedEar();
        const leave = await feed.follow(id, ear);
        for (const [round, to] of [feed, other, feed, other].entries()) {
          await add('x', to);
          await ear.until(() => ear.news() > round);
        }
        leave();
      });

      it('so that nothing is missed between following and reading, nor doubled', async () => {
        const adding = times(40, (n) => add(`a${n}`, n % 2 === 0 ? feed : other));
        const readers = [feedReader(feed, id, FROM_THE_START), feedReader(other, id, FROM_THE_START)];
        const leaves = await Promise.all(
          readers.map(async (reader, n) => {
            const leave = await (n === 0 ? feed : other).follow(id, reader.listener);
            reader.listener.onNews();
            return leave;
          }),
        );
        const more = times(40, (n) => add(`b${n}`, n % 2 === 0 ? feed : other));
        await Promise.all([adding, more, ...readers.map((reader) => reader.until(80))]);
        const inOrder = await all();
        for (const { seen } of readers) expect(seen).toEqual(inOrder);
        leaves.forEach((leave) => {
          leave();
        });
      });

      it('what is whispered, and keeps none of it', async () => {
        const [near, far] = [feedEar(), feedEar()];
        const leaves = [await feed.follow(id, near), await other.follow(id, far)];
        await feed.whisper(id, '{"type":"typing","is":"ñ"}');
        await other.whisper(id, 'news');
        for (const ear of [near, far]) {
          await ear.until(() => ear.whispers.length === 2);
          expect([...ear.whispers].sort()).toEqual(['news', '{"type":"typing","is":"ñ"}']);
          expect(ear.news()).toBe(0);
        }
        leaves.forEach((leave) => {
          leave();
        });
        const late = feedEar();
        const leave = await feed.follow(id, late);
        await add('one');
        await late.until(() => late.news() > 0);
        expect(late.whispers).toEqual([]);
        expect(await all()).toEqual(['one']);
        leave();
      });

      it('and no others: neither of another feed nor who has left', async () => {
        const [gone, elsewhere, stays] = [feedEar(), feedEar(), feedEar()];
        const leaves = [await feed.follow(newFeedId(), elsewhere), await feed.follow(id, stays)];
        (await feed.follow(id, gone))();
        await add('one', other);
        await other.whisper(id, 'two');
        await stays.until(() => stays.news() === 1 && stays.whispers.length === 1);
        for (const ear of [gone, elsewhere]) expect([ear.news(), ear.whispers]).toEqual([0, []]);
        leaves.forEach((leave) => {
          leave();
        });
      });

      it('each time they follow: one that leaves, even twice, takes no other away', async () => {
        const ear = feedEar();
        const [first, second] = [await feed.follow(id, ear), await feed.follow(id, ear)];
        first();
        first();
        await add('one');
        await ear.until(() => ear.news() === 1);
        second();
        const third = await feed.follow(id, ear);
        first();
        second();
        await add('two');
        await ear.until(() => ear.news() === 2);
        third();
      });

      it('also who comes while the last one leaves', async () => {
        for (let round = 0; round < 20; round++) {
          const [leaves, stays] = [feedEar(), feedEar()];
          const leave = await feed.follow(id, leaves);
          const staying = round % 2 === 0 ? feed.follow(id, stays) : undefined;
          leave();
          const done = await (staying ?? feed.follow(id, stays));
          await add('x', other);
          await stays.until(() => stays.news() > 0);
          done();
        }
      });
    });
  });
}
