import type { Brand } from '../../domain/brand';
import type { Instant } from '../../domain/time';

/** The id of one conversation of the built-in Direct Line. Adapters store only its keyed hash. */
export type FeedId = Brand<string, 'FeedId'>;

/** A position between two activities of one feed. Opaque to clients, which return the last one they received. */
export type Watermark = Brand<string, 'Watermark'>;

/** The position before the first activity. */
export const FEED_START = '' as Watermark;

export interface FeedEntry {
  /** The activity as JSON, without its position and time, which the feed knows. */
  readonly activity: string;
  /** The position right behind this activity. Identifies it within its feed, and grows with each activity. */
  readonly position: Watermark;
  /** When it was appended, by the feed's own clock. */
  readonly at: Instant;
}

export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  /** The position behind the last entry; without entries, the one that was passed. */
  readonly watermark: Watermark;
}

/** Follows a feed. Neither method may throw. */
export interface FeedListener {
  /** Called when something was, or may have been, appended: read from the last watermark. */
  onAppended(): void;
  /** Called with an activity (JSON) that is not stored. */
  onTransient(activity: string): void;
}

/**
 * The activities of the built-in Direct Line's conversations in the order in which they were appended, for clients connected to any process.
 * They are stored sealed, for `retention` ms each, and at most the last `maxEntries` of a feed (`FeedRules`). A feed ends when nothing was
 * appended to it and no client kept it alive for that long. Every method throws Unavailable when the store is down.
 */
export interface ActivityFeed {
  /** Starts a feed. `existed`: it was started before, and is left unchanged. */
  start(feed: FeedId): Promise<'started' | 'existed'>;
  /**
   * Appends an activity and calls the listeners. `ended`: the feed was never started or has ended, and nothing was appended. `key` makes the
   * call idempotent: while an entry with this key is among the newest `MAX_APPEND_KEYS`, returns that entry and appends nothing.
   */
  append(feed: FeedId, activity: string, key?: string): Promise<FeedEntry | 'ended'>;
  /** Returns everything behind `since`, oldest first. An unknown position counts as the start. */
  read(feed: FeedId, since: Watermark): Promise<FeedPage | 'ended'>;
  /** Prolongs the feed by its retention from now, because a client is still connected. */
  keepAlive(feed: FeedId): Promise<'kept' | 'ended'>;
  /** Passes an activity such as typing to the current listeners without storing it. Lost while the connection to them is down. */
  sendTransient(feed: FeedId, activity: string): Promise<void>;
  /**
   * Calls the listener for everything that any process appends, from the moment this resolves until the returned function is called. After a
   * lost connection it calls the listener once more, so that nothing is missed. It may also call when nothing was appended.
   */
  subscribe(feed: FeedId, listener: FeedListener): Promise<() => void>;
}

/** How many of the newest entries are searched for a key. */
export const MAX_APPEND_KEYS = 20;

export interface FeedRules {
  /** How long (ms) an activity is kept, and a feed without use. */
  readonly retention: number;
  /** Upper bound on the activities that are kept of one feed. */
  readonly maxEntries: number;
}
