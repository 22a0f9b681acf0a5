import type { KeyRing } from '../../ports/key-ring';
import type { ActivityId, SessionId } from '../../ports/session-store';

/** KEYS of every session script, in one slot by their hash tag. Ids of conversations and activities appear as MACs only. */
export interface SessionKeys {
  readonly hold: string;
  readonly seen: string;
  readonly session: string;
}

/** Without an activity `seen` names a key that nobody ever writes. */
export function sessionKeys(keyRing: KeyRing, session: SessionId, activity: ActivityId | undefined): SessionKeys {
  const key = `session:{${keyRing.mac('session', session)}}`;
  const seen = activity === undefined ? 'nothing' : keyRing.mac('session', `${session}\n${activity}`);
  return { hold: `${key}:hold`, seen: `${key}:seen:${seen}`, session: key };
}
