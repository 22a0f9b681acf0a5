import type { FeedId } from '../../ports/activity-feed';
import type { KeyRing } from '../../ports/key-ring';

/** The key of the feed's stream and the name of its channel. Of the conversation's id only a MAC appears. */
export const feedKey = (keyRing: KeyRing, feed: FeedId): string => `feed:{${keyRing.mac('chat', feed)}}`;

/** By what an entry is known again. In a list's shape it is no other conversation's id, however somebody chooses the key. */
export const entryKey = (keyRing: KeyRing, feed: FeedId, key: string): string =>
  keyRing.mac('chat', JSON.stringify([feed, key]));

/** What the channel says of an addition. A whisper is sealed and never looks like this: a seal has a dot. */
export const NEWS = 'news';
