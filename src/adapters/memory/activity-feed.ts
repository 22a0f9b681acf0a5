import { addMs, type Instant } from '../../domain/time';
import {
  MAX_APPEND_KEYS,
  type ActivityFeed,
  type FeedEntry,
  type FeedId,
  type FeedListener,
  type FeedRules,
  type Watermark,
} from '../../ports/chat/activity-feed';
import type { Clock } from '../../ports/system';
import { createExpiringMap } from './expiring-map';

export interface MemoryActivityFeedOptions {
  readonly clock: Clock;
  readonly rules: FeedRules;
}

/** Keeps the feeds in this process. */
export function createMemoryActivityFeed({ clock, rules }: MemoryActivityFeedOptions): ActivityFeed {
  const feeds = createExpiringMap<FeedId, readonly FeedEntry[]>(clock);
  const subscriptions = new Map<FeedId, Set<Subscription>>();
  const keys = new WeakMap<FeedEntry, string>();
  let added = 0;

  /** Returns the entries that are not too old, or nothing when the feed has ended. */
  function entriesOf(feed: FeedId): readonly FeedEntry[] | undefined {
    const now = clock.now();
    return feeds.get(feed)?.filter(({ at }) => now < addMs(at, rules.retention));
  }

  /** Never dates an entry before the last one, even after the clock was set back. */
  function entryAfter(last: FeedEntry | undefined, activity: string): FeedEntry {
    const at = Math.max(clock.now(), last?.at ?? 0) as Instant;
    added += 1;
    return { activity, position: `${at}-${added}` as Watermark, at };
  }

  const notify = (feed: FeedId, call: (listener: FeedListener) => void) => {
    subscriptions.get(feed)?.forEach(({ listener }) => {
      call(listener);
    });
  };

  function unsubscribe(feed: FeedId, subscription: Subscription): void {
    const all = subscriptions.get(feed);
    all?.delete(subscription);
    if (all?.size === 0) subscriptions.delete(feed);
  }

  return {
    start(feed) {
      if (feeds.get(feed) !== undefined) return Promise.resolve('existed');
      feeds.set(feed, [], rules.retention);
      return Promise.resolve('started');
    },

    append(feed, activity, key) {
      const entries = entriesOf(feed);
      if (entries === undefined) return Promise.resolve('ended');
      const known = key !== undefined && entries.slice(-MAX_APPEND_KEYS).find((entry) => keys.get(entry) === key);
      if (known) {
        feeds.set(feed, entries, rules.retention);
        return Promise.resolve(known);
      }
      const entry = entryAfter(entries.at(-1), activity);
      if (key !== undefined) keys.set(entry, key);
      feeds.set(feed, [...entries, entry].slice(-rules.maxEntries), rules.retention);
      notify(feed, (listener) => {
        listener.onAppended();
      });
      return Promise.resolve(entry);
    },

    read(feed, since) {
      const all = entriesOf(feed);
      if (all === undefined) return Promise.resolve('ended');
      // An unknown position gives index -1, so that everything is read.
      const entries = all.slice(all.findIndex(({ position }) => position === since) + 1);
      return Promise.resolve({ entries, watermark: entries.at(-1)?.position ?? since });
    },

    keepAlive(feed) {
      const entries = entriesOf(feed);
      if (entries === undefined) return Promise.resolve('ended');
      feeds.set(feed, entries, rules.retention);
      return Promise.resolve('kept');
    },

    sendTransient(feed, activity) {
      notify(feed, (listener) => {
        listener.onTransient(activity);
      });
      return Promise.resolve();
    },

    subscribe(feed, listener) {
      const subscription = { listener };
      subscriptions.set(feed, (subscriptions.get(feed) ?? new Set()).add(subscription));
      return Promise.resolve(() => {
        unsubscribe(feed, subscription);
      });
    },
  };
}

/** One subscription. The same listener may subscribe twice. */
interface Subscription {
  readonly listener: FeedListener;
}
