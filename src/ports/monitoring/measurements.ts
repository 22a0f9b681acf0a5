import type { AuditFact } from './audit-trail';
import type { MailJob } from '../mail/mail-job';

/** `duplicate`: answered before. `ignored`: written by another person. `unavailable`: a dependency was down. `failed`: a bug. */
export type TurnOutcome = 'answered' | 'duplicate' | 'ignored' | 'too-fast' | 'unavailable' | 'failed';

/** `notification`: a change of a recovery, without a message of the person. */
export type TurnTrigger = 'message' | 'arrival' | 'notification';

/** What the service cannot work without, by the name of its port. */
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
 * Something that took place, and how long it took (ms). Each word of it is one of a closed list of this code: none comes from outside,
 * and none can name a person.
 */
export type Measurement =
  | {
      readonly measured: 'turn';
      readonly occasion: TurnTrigger;
      /** A known channel, or `other`. */
      readonly channel: string;
      /** The step of the dialogs that stood when the turn began: `recovery:askRuc`. */
      readonly step: string;
      readonly outcome: TurnOutcome;
      readonly ms: number;
    }
  | {
      readonly measured: 'mail';
      readonly kind: MailJob['kind'];
      /** `past`: ceased to be owed on its way. `deferred`: the service did not take it, however often it was tried. */
      readonly outcome: 'accepted' | 'uncertain' | 'bounced' | 'refused' | 'deferred' | 'past';
      /** How often it was handed to the mail service. */
      readonly tries: number;
      /** Since it was asked for, by the clocks of two processes perhaps. */
      readonly ms: number;
    }
  | {
      readonly measured: 'call';
      readonly dependency: DependencyName;
      readonly operation: string;
      readonly outcome: 'answered' | 'unavailable' | 'failed';
      readonly ms: number;
    }
  | { readonly measured: 'event'; readonly fact: AuditFact };

/** Takes down how the service fares. Never throws, and nobody waits for it. */
export interface MetricsRecorder {
  record(measurement: Measurement): void;
  /** Counts from now on; answers how many ms have passed. */
  startTimer(): () => number;
}
