import type { Brand } from '../../domain/brand';

/** The id of one conversation (channel and conversation id). Adapters store only its keyed hash. */
export type SessionId = Brand<string, 'SessionId'>;

/** The channel's id of one activity. A channel that got no response sends the activity again with the same id. */
export type ActivityId = Brand<string, 'ActivityId'>;

export interface StoredSession {
  readonly value: string;
  /** Random and new with each write. */
  readonly eTag: string;
}

/**
 * A turn that has the session lock of its conversation, which it loses when its process stops renewing the lock for `SessionRules.lock` ms.
 * `save`, `clear` and `release` end the turn: in one step they record the activity as answered and release the lock. A turn that died with
 * its process is therefore not recorded, and runs when the channel sends the activity again.
 */
export interface SessionTurn {
  readonly stored: StoredSession | undefined;
  /** `conflict`: `expected` is not the stored eTag, or the turn lost its lock; nothing was written. `*` matches any eTag. */
  save(value: string, expected: string): Promise<'saved' | 'conflict'>;
  /** Deletes the session's state. */
  clear(): Promise<void>;
  /** Leaves the state unchanged. */
  release(): Promise<void>;
}

export type AcquiredSession =
  | { readonly kind: 'acquired'; readonly turn: SessionTurn }
  /** This activity is a duplicate: it was answered within the last `SessionRules.rememberActivity` ms. */
  | { readonly kind: 'answered' }
  /** Another turn of the conversation kept the lock for too long. */
  | { readonly kind: 'busy' };

/** The state of conversations between turns. Stored sealed, for `SessionRules.retention` ms after the last turn. */
export interface SessionStore {
  /**
   * Acquires the session lock, looks up the activity, reads the state and prolongs it, in one round trip. While another turn has the lock,
   * retries until `timeout` is aborted; without one, for `SessionRules.waitForLock` ms.
   * @throws Unavailable
   */
  acquire(session: SessionId, activity: ActivityId | undefined, timeout?: AbortSignal): Promise<AcquiredSession>;
  /** Resolves when the store answers. */
  ping(): Promise<void>;
}

/** The times (ms) that a session store enforces. */
export interface SessionRules {
  readonly retention: number;
  readonly lock: number;
  readonly waitForLock: number;
  readonly rememberActivity: number;
}
