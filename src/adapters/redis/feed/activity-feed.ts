import { z } from 'zod';
import { SECOND, type Instant } from '../../../domain/time';
import {
  MAX_APPEND_KEYS,
  type ActivityFeed,
  type FeedEntry,
  type FeedId,
  type FeedListener,
  type FeedRules,
  type Watermark,
} from '../../../ports/chat/activity-feed';
import type { KeyRing } from '../../../ports/security/key-ring';
import type { RedisClient } from '../client';
import { createNameResolver, mapCandidates, type KeyName, type NameCandidates } from '../naming/name-resolver';
import { loadScript } from '../script';
import { createSubscriptions } from './subscriptions';

const StartReply = z.enum(['started', 'existed']);
const KeepReply = z.enum(['kept', 'ended']);
/** The id and the fields of an entry; its key may follow. */
const Entry = z.tuple([z.string(), z.tuple([z.literal('activity'), z.string()], z.string())]);
const AppendReply = Entry.nullable();
const ReadReply = z.array(Entry).nullable();

/**
 * Published on the feed's Redis channel when an entry was added. Transient activities use the same channel. They are sealed, and a seal
 * contains a dot, so they cannot be mistaken for it.
 * Stored names stay, see docs/glossary.md#stored-words.
 */
const APPENDED = 'news';

/** Redis rejects a malformed id. */
const STREAM_ID = /^\d{1,15}-\d{1,15}$/;

export interface RedisActivityFeedOptions {
  readonly redis: RedisClient;
  /** A client used only to subscribe. */
  readonly subscriber: RedisClient;
  readonly keyRing: KeyRing;
  readonly rules: FeedRules;
  /** How often (ms) the subscriber is pinged. */
  readonly checkEvery?: number;
}

/** Keeps one stream per feed. The stream's ids are the positions; a channel wakes subscribers, which then read the stream. */
export function createRedisActivityFeed(options: RedisActivityFeedOptions): ActivityFeed {
  const { redis, subscriber, keyRing, rules, checkEvery = 10 * SECOND } = options;
  const load = (name: string) => loadScript(redis, 'feed', name);
  const scripts = { start: load('start'), append: load('append'), read: load('read'), keep: load('keep') };
  const naming = createNameResolver(redis);
  const keyOf = async (feed: FeedId) => (await naming.find(feedKeyCandidates(keyRing, feed))).key;
  const subscriptions = createSubscriptions({ subscriber, checkEvery });

  const subscribeTo = (key: string, listener: FeedListener) =>
    subscriptions.subscribe(key, {
      onMessage(text) {
        if (text === APPENDED) {
          listener.onAppended();
          return;
        }
        const activity = keyRing.unseal('chat', text, key);
        if (activity !== undefined) listener.onTransient(activity);
      },
      onGap() {
        listener.onAppended();
      },
    });

  return {
    async start(feed) {
      const { key } = await naming.reserve(feedKeyCandidates(keyRing, feed));
      return StartReply.parse(await scripts.start([key], [rules.retention]));
    },

    async append(feed, activity, key) {
      const { entry, key: stream } = await naming.find(feedKeyCandidates(keyRing, feed, key));
      const sealed = keyRing.seal('chat', activity, stream);
      const args = [rules.retention, rules.maxEntries, sealed, APPENDED, entry, MAX_APPEND_KEYS];
      const answer = AppendReply.parse(await scripts.append([stream], args));
      if (answer === null) return 'ended';
      const [id, [, stored]] = answer;
      return entryOf(id, keyRing.unseal('chat', stored, stream) ?? activity);
    },

    async read(feed, since) {
      const key = await keyOf(feed);
      const found = ReadReply.parse(await scripts.read([key], [rules.retention, STREAM_ID.test(since) ? since : '']));
      if (found === null) return 'ended';
      const entries = found.flatMap(([id, [, sealed]]) => {
        const activity = keyRing.unseal('chat', sealed, key);
        return activity === undefined ? [] : [entryOf(id, activity)];
      });
      return { entries, watermark: entries.at(-1)?.position ?? since };
    },

    async keepAlive(feed) {
      return KeepReply.parse(await scripts.keep([await keyOf(feed)], [rules.retention]));
    },

    async sendTransient(feed, activity) {
      const [{ key }] = feedKeyCandidates(keyRing, feed);
      await redis.publish(key, keyRing.seal('chat', activity, key)).catch(() => undefined);
    },

    // Subscribes under all names, because the feed may start later, in a process with another current key.
    subscribe: (feed, listener) =>
      allOrNone(feedKeyCandidates(keyRing, feed).map(({ key }) => subscribeTo(key, listener))),
  };
}

/** Returns one function that ends all subscriptions. When one of them fails, ends the others and throws. */
async function allOrNone(subscriptions: readonly Promise<() => void>[]): Promise<() => void> {
  const endAll = (ends: readonly (() => void)[]) => {
    ends.forEach((end) => {
      end();
    });
  };
  try {
    const ends = await Promise.all(subscriptions);
    return () => {
      endAll(ends);
    };
  } catch (error) {
    const outcomes = await Promise.allSettled(subscriptions);
    endAll(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])));
    throw error;
  }
}

const entryOf = (id: string, activity: string): FeedEntry => ({
  activity,
  position: id as Watermark,
  at: Number(id.slice(0, id.indexOf('-'))) as Instant,
});

interface FeedKey extends KeyName {
  /** Identifies the entry within the feed of this name; empty for one without a key. */
  readonly entry: string;
}

/**
 * Returns, under each key of the ring, the key of the feed's stream, which is also the name of its channel. It holds a MAC of the
 * conversation's id only. The entry's MAC is of a JSON list, so that no chosen key makes it the MAC of another conversation.
 */
function feedKeyCandidates(keyRing: KeyRing, feed: FeedId, entry?: string): NameCandidates<FeedKey> {
  const entries = entry === undefined ? [] : keyRing.macs('chat', JSON.stringify([feed, entry]));
  return mapCandidates(keyRing.macs('chat', feed), (mac, at) => {
    const key = `feed:{${mac}}`;
    return { key, usageKeys: [key], entry: entries[at] ?? '' };
  });
}
