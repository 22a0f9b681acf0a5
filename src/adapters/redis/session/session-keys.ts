import type { KeyRing } from '../../../ports/security/key-ring';
import type { ActivityId, SessionId } from '../../../ports/chat/session-store';
import { mapCandidates, type KeyName, type NameCandidates } from '../naming/name-resolver';

/** KEYS of every session script, in one slot by their hash tag. Ids of conversations and activities appear as MACs only. */
export interface SessionKeys extends KeyName {
  readonly lock: string;
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
): NameCandidates<SessionKeys> {
  const activities = activity === undefined ? [] : keyRing.macs('session', `${session}\n${activity}`);
  return mapCandidates(keyRing.macs('session', session), (mac, at) => {
    const key = `session:{${mac}}`;
    const [lock, seen] = [`${key}:hold`, `${key}:seen:${activities[at] ?? 'nothing'}`];
    return { key, lock, seen, session: key, usageKeys: [seen, key, lock] };
  });
}
