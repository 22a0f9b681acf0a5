import type { Brand } from '../../domain/brand';

/** Names one conversation (channel and conversation id). Adapters never keep it as it is. */
export type SessionId = Brand<string, 'SessionId'>;

/** The channel's id of one activity; a channel that heard no answer sends the activity again under the same id. */
export type ActivityId = Brand<string, 'ActivityId'>;

export interface StoredSession {
  readonly value: string;
  /** Random, new with each write. */
  readonly eTag: string;
}

/**
 * A turn that holds its conversation: no other turn of it runs anywhere until this one ends, or until its process has been
 * silent for 5 s. Ends with `save`, `drop` or `close`, whichever comes first; each records the activity as answered and lets
 * the next turn in, in the same step, so that a turn that died with its process may be delivered again.
 */
export interface SessionTurn {
  readonly stored: StoredSession | undefined;
  /** `conflict` when `expected` is not the stored eTag, or the turn has lost its hold: nothing is written then. `*` matches any eTag. */
  save(value: string, expected: string): Promise<'saved' | 'conflict'>;
  /** Forgets the session's state. */
  clear(): Promise<void>;
  /** Leaves the state as it is. */
  release(): Promise<void>;
}

export type AcquiredSession =
  | { readonly kind: 'opened'; readonly turn: SessionTurn }
  /** This activity was answered within the last 70 minutes. */
  | { readonly kind: 'answered' }
  /** Another turn of the conversation did not end in time. */
  | { readonly kind: 'busy' };

/** Conversation state between turns: kept 30 minutes from the last turn, sealed where it rests. */
export interface SessionStore {
  /**
   * One round trip: takes the hold, looks the activity up, reads the state, and slides its end. While another turn has the
   * hold, asks again until `patience` ends, which is after 8 s unless the caller, who may have waited before, says when.
   * @throws Unavailable
   */
  acquire(session: SessionId, activity: ActivityId | undefined, timeout?: AbortSignal): Promise<AcquiredSession>;
  /** Whether the store answers. */
  ping(): Promise<void>;
}

/** The numbers a session store keeps to, in ms. */
export interface SessionRules {
  readonly retention: number;
  readonly lock: number;
  readonly waitForLock: number;
  readonly rememberActivity: number;
}
