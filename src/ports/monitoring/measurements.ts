import type { AuditFact } from './audit-trail';
import type { MailJob } from '../mail/mail-job';

/** `duplicate`: answered before. `ignored`: from another person. `unavailable`: a dependency was down. `failed`: a bug. */
export type TurnOutcome = 'answered' | 'duplicate' | 'ignored' | 'too-fast' | 'unavailable' | 'failed';

/** `notification`: a change of a recovery, without a message of the person. */
export type TurnTrigger = 'message' | 'arrival' | 'notification';

/** A dependency of the service, by the name of its port. */
export type DependencyName =
  | 'recovery-store'
  | 'session-store'
  | 'rate-limits'
  | 'activity-feed'
  | 'mail-queue'
  | 'recovery-timers'
  | 'mail-quota'
  | 'sent-mail-log'
  | 'mailer'
  | 'employer-registry'
  | 'credential-directory'
  | 'channel';

/**
 * One measured operation, and how long it took (ms). All of its texts come from closed lists in this code, never from outside, so that none
 * can identify a person.
 */
export type Measurement =
  | {
      readonly measured: 'turn';
      readonly occasion: TurnTrigger;
      /** The name of a known channel, or `other`. */
      readonly channel: string;
      /** The dialog step at the start of the turn, such as `recovery:askRuc`. */
      readonly step: string;
      readonly outcome: TurnOutcome;
      readonly ms: number;
    }
  | {
      readonly measured: 'mail';
      readonly kind: MailJob['kind'];
      /** `past`: the mail was no longer owed. `deferred`: the mail service did not accept it in any attempt. */
      readonly outcome: 'accepted' | 'uncertain' | 'bounced' | 'refused' | 'deferred' | 'past';
      /** How often it was passed to the mail service. */
      readonly tries: number;
      /** Time since the request; request and end may be measured by the clocks of two processes. */
      readonly ms: number;
    }
  | {
      readonly measured: 'call';
      readonly dependency: DependencyName;
      readonly operation: string;
      readonly outcome: 'answered' | 'unavailable' | 'failed';
      readonly ms: number;
    }
  /** A message of a person that was not understood, by what is known of it without its text. */
  | {
      readonly measured: 'miss';
      /** The question that stood, one of `PROMPTS`. */
      readonly prompt: string;
      /** The most probable intent, one of `INTENT_LABELS`. */
      readonly nearest: string;
      readonly confidence: 'sure' | 'unsure' | 'none';
    }
  | { readonly measured: 'event'; readonly fact: AuditFact };

/** Records measurements. Never throws and never waits. */
export interface MetricsRecorder {
  record(measurement: Measurement): void;
  /** Starts a timer. The returned function returns the elapsed time (ms). */
  startTimer(): () => number;
}
