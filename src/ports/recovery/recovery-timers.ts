import type { CorrelationId } from '../system';
import type { RecoveryId } from '../ids';

/** `end`: its mail, code, link or reset session ends about now. `changed`: the chat must be notified of a change. */
export type RecoveryTimerReason = 'end' | 'changed';

export interface RecoveryTimer {
  readonly recovery: RecoveryId;
  readonly reason: RecoveryTimerReason;
  /** Of the work that started the timer; absent in timers of earlier versions. */
  readonly correlation?: CorrelationId | undefined;
}

/**
 * Handles a timer. Returns in how many ms to run again, or undefined when the recovery needs no timer any more. Called again after a growing
 * delay when it threw Unavailable, and by another process when its process died: it must be idempotent.
 */
export type RecoveryTimerHandler = (timer: RecoveryTimer) => Promise<number | undefined>;

/** Timers that outlive the process, so that a person is notified although a process died. */
export interface RecoveryTimers {
  /** Has the handler called in `ms`, and again whenever the handler asks for it. @throws Unavailable */
  start(timer: RecoveryTimer, ms: number): Promise<void>;
  /** Sets the handler. Called once, before the first `start`. */
  handle(handler: RecoveryTimerHandler): void;
  /** Handles no further timers; durable ones are left to other processes. */
  close(): Promise<void>;
}
