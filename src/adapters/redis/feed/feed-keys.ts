import type { FeedId } from '../../../ports/chat/activity-feed';
import type { KeyRing } from '../../../ports/security/key-ring';
import { mapCandidates, type KeyName, type NameCandidates } from '../naming/name-resolver';

export interface FeedKey extends KeyName {
  /** Identifies the entry within the feed of this name; empty for one without a key. */
  readonly entry: string;
}

/**
 * Returns, under each key of the ring, the key of the feed's stream, which is also the name of its channel. It holds a MAC of the
 * conversation's id only. The entry's MAC is of a JSON list, so that no chosen key makes it the MAC of another conversation.
 */
export function feedKeyCandidates(keyRing: KeyRing, feed: FeedId, entry?: string): NameCandidates<FeedKey> {
  const entries = entry === undefined ? [] : keyRing.macs('chat', JSON.stringify([feed, entry]));
  return mapCandidates(keyRing.macs('chat', feed), (mac, at) => {
    const key = `feed:{${mac}}`;
    return { key, usageKeys: [key], entry: entries[at] ?? '' };
  });
}

/** The channel's message for an added entry. A transient activity never looks like this: it is sealed, and a seal has a dot. */
export const APPENDED = 'news';
