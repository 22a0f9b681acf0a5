import type { CorrelationId } from '../correlation';
import type { RecoveryId } from '../ids';

/** Why a recovery is looked at: to see what becomes of its mail, code, link or page, or because it is known that something happened. */
export type RecoveryTimerReason = 'end' | 'news';

export interface RecoveryTimer {
  readonly recovery: RecoveryId;
  readonly reason: RecoveryTimerReason;
  /** Of the work that started it; those of earlier versions have none. */
  readonly correlation?: CorrelationId | undefined;
}

/**
 * Looks at the recovery. Answers in how many ms to look again, or nothing when there is nothing left to watch. Called again after a
 * growing pause when it threw Unavailable, and when the process died over it: looking twice must do no harm.
 */
export type RecoveryTimerHandler = (watch: RecoveryTimer) => Promise<number | undefined>;

/** Timers that outlive the process: nobody waits in the dark because a process died. */
export interface RecoveryTimers {
  /** Has the recovery looked at in `ms`, and from then on whenever the look asks for it. @throws Unavailable */
  start(watch: RecoveryTimer, ms: number): Promise<void>;
  /** Names the one who looks; called once, before the first `start`. */
  handle(look: RecoveryTimerHandler): void;
  /** Looks at nothing more; a durable watch leaves what is to come to other processes. */
  close(): Promise<void>;
}
