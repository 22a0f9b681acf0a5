import type { CorrelationId } from './correlation';
import type { RecoveryId } from './recovery-id';

/** Why a recovery is looked at: to see what becomes of its mail, code, link or page, or because it is known that something happened. */
export type WatchReason = 'end' | 'news';

export interface Watch {
  readonly recovery: RecoveryId;
  readonly reason: WatchReason;
  /** Of the work that started it; those of earlier versions have none. */
  readonly correlation?: CorrelationId | undefined;
}

/**
 * Looks at the recovery. Answers in how many ms to look again, or nothing when there is nothing left to watch. Called again after a
 * growing pause when it threw Unavailable, and when the process died over it: looking twice must do no harm.
 */
export type Look = (watch: Watch) => Promise<number | undefined>;

/** Timers that outlive the process: nobody waits in the dark because a process died. */
export interface RecoveryWatch {
  /** Has the recovery looked at in `ms`, and from then on whenever the look asks for it. @throws Unavailable */
  start(watch: Watch, ms: number): Promise<void>;
  /** Names the one who looks; called once, before the first `start`. */
  handle(look: Look): void;
  /** Looks at nothing more; a durable watch leaves what is to come to other processes. */
  close(): Promise<void>;
}
