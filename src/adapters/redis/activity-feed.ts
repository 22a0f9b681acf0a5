import { z } from 'zod';
import { SECOND, type Instant } from '../../domain/time';
import {
  KEYS_KNOWN,
  type ActivityFeed,
  type FeedEntry,
  type FeedRules,
  type Watermark,
} from '../../ports/activity-feed';
import type { KeyRing } from '../../ports/key-ring';
import type { RedisClient } from './client';
import { entryKey, feedKey, NEWS } from './feed-keys';
import { loadScript } from './script';
import { createSubscriptions } from './subscriptions';

const Started = z.enum(['started', 'existed']);
const Kept = z.enum(['kept', 'ended']);
/** Its id and its fields; what it is known by may be the next. */
const Entry = z.tuple([z.string(), z.tuple([z.literal('activity'), z.string()], z.string())]);
const Appended = Entry.nullable();
const Read = z.array(Entry).nullable();

/** Redis refuses to look for an id that is none. */
const PLACE = /^\d{1,15}-\d{1,15}$/;

export interface RedisActivityFeedOptions {
  readonly redis: RedisClient;
  /** A client of its own that this feed subscribes with. */
  readonly subscriber: RedisClient;
  readonly keyRing: KeyRing;
  readonly rules: FeedRules;
  /** How often the subscriber is asked whether it is still there, ms. */
  readonly checkEvery?: number;
}

/** One stream for each feed, its ids the places. Those who follow are woken through a channel and read the stream. */
export function createRedisActivityFeed(options: RedisActivityFeedOptions): ActivityFeed {
  const { redis, subscriber, keyRing, rules, checkEvery = 10 * SECOND } = options;
  const load = (name: string) => loadScript(redis, 'feed', name);
  const scripts = { start: load('start'), append: load('append'), read: load('read'), keep: load('keep') };
  const subscriptions = createSubscriptions({ subscriber, checkEvery });

  return {
    async start(feed) {
      return Started.parse(await scripts.start([feedKey(keyRing, feed)], [rules.retention]));
    },

    async append(feed, activity, key) {
      const place = feedKey(keyRing, feed);
      const sealed = keyRing.seal('chat', activity, place);
      const name = key === undefined ? '' : entryKey(keyRing, feed, key);
      const args = [rules.retention, rules.most, sealed, NEWS, name, KEYS_KNOWN];
      const answer = Appended.parse(await scripts.append([place], args));
      if (answer === null) return 'ended';
      const [id, [, there]] = answer;
      return entryOf(id, keyRing.unseal('chat', there, place) ?? activity);
    },

    async read(feed, since) {
      const key = feedKey(keyRing, feed);
      const found = Read.parse(await scripts.read([key], [rules.retention, PLACE.test(since) ? since : '']));
      if (found === null) return 'ended';
      const entries = found.flatMap(([id, [, sealed]]) => {
        const activity = keyRing.unseal('chat', sealed, key);
        return activity === undefined ? [] : [entryOf(id, activity)];
      });
      return { entries, watermark: entries.at(-1)?.place ?? since };
    },

    async keep(feed) {
      return Kept.parse(await scripts.keep([feedKey(keyRing, feed)], [rules.retention]));
    },

    async whisper(feed, activity) {
      const key = feedKey(keyRing, feed);
      await redis.publish(key, keyRing.seal('chat', activity, key)).catch(() => undefined);
    },

    follow(feed, listener) {
      const key = feedKey(keyRing, feed);
      return subscriptions.hear(key, {
        onMessage(text) {
          if (text === NEWS) {
            listener.onNews();
            return;
          }
          const activity = keyRing.unseal('chat', text, key);
          if (activity !== undefined) listener.onWhisper(activity);
        },
        onGap() {
          listener.onNews();
        },
      });
    },
  };
}

const entryOf = (id: string, activity: string): FeedEntry => ({
  activity,
  place: id as Watermark,
  at: Number(id.slice(0, id.indexOf('-'))) as Instant,
});
