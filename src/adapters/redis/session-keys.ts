import type { KeyRing } from '../../ports/key-ring';
import type { ActivityId, SessionId } from '../../ports/session-store';
import { namesFrom, type Name, type Names } from './naming';

/** KEYS of every session script, in one slot by their hash tag. Ids of conversations and activities appear as MACs only. */
export interface SessionKeys extends Name {
  readonly hold: string;
  readonly seen: string;
  readonly session: string;
}

/**
 * Under each key of the ring. What was answered is remembered longer than the session: it stays answered also when the conversation has
 * begun anew under another name. Without an activity `seen` names a key that nobody ever writes.
 */
export function sessionKeys(
  keyRing: KeyRing,
  session: SessionId,
  activity: ActivityId | undefined,
): Names<SessionKeys> {
  const activities = activity === undefined ? [] : keyRing.macs('session', `${session}\n${activity}`);
  return namesFrom(keyRing.macs('session', session), (mac, at) => {
    const key = `session:{${mac}}`;
    const [hold, seen] = [`${key}:hold`, `${key}:seen:${activities[at] ?? 'nothing'}`];
    return { key, hold, seen, session: key, signs: [seen, key, hold] };
  });
}
