import type { FeedId } from '../../../ports/chat/activity-feed';
import type { KeyRing } from '../../../ports/security/key-ring';
import { mapCandidates, type KeyName, type NameCandidates } from '../naming/name-resolver';

export interface FeedKey extends KeyName {
  /** By what the entry is known again in a feed of this name; empty for one without a key. */
  readonly entry: string;
}

/**
 * Under each key of the ring, the key of the feed's stream, which is also the name of its channel. Of the conversation's id only a MAC appears.
 * The entry is in a list's shape no other conversation's id, however somebody chooses its key.
 */
export function feedKeyCandidates(keyRing: KeyRing, feed: FeedId, entry?: string): NameCandidates<FeedKey> {
  const entries = entry === undefined ? [] : keyRing.macs('chat', JSON.stringify([feed, entry]));
  return mapCandidates(keyRing.macs('chat', feed), (mac, at) => {
    const key = `feed:{${mac}}`;
    return { key, usageKeys: [key], entry: entries[at] ?? '' };
  });
}

/** What the channel says of an addition. A whisper is sealed and never looks like this: a seal has a dot. */
export const APPENDED = 'news';
