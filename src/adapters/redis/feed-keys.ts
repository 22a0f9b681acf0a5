import type { FeedId } from '../../ports/activity-feed';
import type { KeyRing } from '../../ports/key-ring';

/** The key of the feed's stream and the name of its channel. Of the conversation's id only a MAC appears. */
export const feedKey = (keyRing: KeyRing, feed: FeedId): string => `feed:{${keyRing.mac('chat', feed)}}`;

/** What the channel says of an addition. A whisper is sealed and never looks like this: a seal has a dot. */
export const NEWS = 'news';
