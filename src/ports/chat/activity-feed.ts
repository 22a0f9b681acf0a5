import type { Brand } from '../../domain/brand';
import type { Instant } from '../../domain/time';

/** Names one conversation of the built-in Direct Line. Adapters never keep it as it is. */
export type FeedId = Brand<string, 'FeedId'>;

/** A place between two activities of one feed; opaque to clients, who hand back the last one they saw. */
export type Watermark = Brand<string, 'Watermark'>;

/** Before the first activity. */
export const FEED_START = '' as Watermark;

export interface FeedEntry {
  /** The activity as JSON, without what the feed itself tells: its place and its time. */
  readonly activity: string;
  /** The place right behind this activity: names it within its feed, and grows from one to the next. */
  readonly position: Watermark;
  /** When it was added, on the feed's own clock. */
  readonly at: Instant;
}

export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  /** The place behind the last entry; where there is none, the place that was asked about. */
  readonly watermark: Watermark;
}

/** Who follows a feed. Neither method may throw. */
export interface FeedListener {
  /** Something was added, or may have been: read from where you are. */
  onAppended(): void;
  /** Somebody whispered this activity (JSON). */
  onTransient(activity: string): void;
}

/**
 * The activities of the built-in Direct Line's conversations in the order in which they were added, for clients connected to any process. Each
 * is kept for 30 minutes, sealed where it rests; a feed ends when nobody has added to it or kept it for that long. At most the last 200 are kept.
 * Every method throws Unavailable when the store is down.
 */
export interface ActivityFeed {
  /** `existed`: begun before, and left as it is. */
  start(feed: FeedId): Promise<'started' | 'existed'>;
  /**
   * Adds to the end and tells those who follow. Nothing is added to a feed that was never begun, or has ended. `key` names what is added:
   * while what was added under it is among the newest 20, nothing is added and that entry is given back. So whoever does not know whether
   * something was added may add it again.
   */
  append(feed: FeedId, activity: string, key?: string): Promise<FeedEntry | 'ended'>;
  /** Everything behind `since`, oldest first. A place that no feed gave out reads as the start. */
  read(feed: FeedId, since: Watermark): Promise<FeedPage | 'ended'>;
  /** A client is still there: the feed's end moves to 30 minutes from now. */
  keepAlive(feed: FeedId): Promise<'kept' | 'ended'>;
  /** Reaches those who follow at this moment, and is not kept: typing. Told to nobody when the way there is down. */
  sendTransient(feed: FeedId, activity: string): Promise<void>;
  /**
   * Tells of everything added from the moment this resolves until the returned function is called, whichever process added it. May tell of
   * nothing now and then; misses nothing, also when the connection to the store was lost meanwhile: then it tells once it is back.
   */
  subscribe(feed: FeedId, listener: FeedListener): Promise<() => void>;
}

/** So many of the newest are looked through for a key. */
export const MAX_APPEND_KEYS = 20;

export interface FeedRules {
  /** How long an activity is kept, and a feed that nobody uses (ms). */
  readonly retention: number;
  /** Activities kept of one feed. */
  readonly maxEntries: number;
}
