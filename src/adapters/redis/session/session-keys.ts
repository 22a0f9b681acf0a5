import type { KeyRing } from '../../../ports/security/key-ring';
import type { ActivityId, SessionId } from '../../../ports/chat/session-store';
import { mapCandidates, type KeyName, type NameCandidates } from '../naming/name-resolver';

/** KEYS of every session script. Their hash tag keeps them in one slot. Ids of conversations and activities appear as MACs only. */
export interface SessionKeys extends KeyName {
  readonly lock: string;
  /** Exists while the activity counts as answered. */
  readonly answered: string;
  readonly session: string;
}

/**
 * Returns the session's keys under each key of the ring. Answered activities are remembered longer than the session, also when the
 * conversation has begun again under another name. Without an activity, `answered` is a key that is never written.
 */
export function sessionKeys(
  keyRing: KeyRing,
  session: SessionId,
  activity: ActivityId | undefined,
): NameCandidates<SessionKeys> {
  const activities = activity === undefined ? [] : keyRing.macs('session', `${session}\n${activity}`);
  return mapCandidates(keyRing.macs('session', session), (mac, at) => {
    const key = `session:{${mac}}`;
    // Stored names stay, see docs/glossary.md#stored-words.
    const [lock, answered] = [`${key}:hold`, `${key}:seen:${activities[at] ?? 'nothing'}`];
    return { key, lock, answered, session: key, usageKeys: [answered, key, lock] };
  });
}
