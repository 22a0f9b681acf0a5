import type { InPersonCause } from '../../domain/employer/eligibility';
import type { Mac } from '../security/key-ring';
import type { MailJob } from '../mail/mail-job';
import type { RateLimitName } from '../security/rate-limits';

/** Who and what an event is about, as keyed hashes of a purpose of their own: nobody reads a number in them. */
export interface AuditSubjects {
  /** ID, RUC and branch together. */
  readonly target?: Mac;
  readonly document?: Mac;
  /** RUC and branch. */
  readonly employer?: Mac;
  readonly conversation?: Mac;
}

export type AuditFact =
  | {
      readonly event: 'claim-checked';
      readonly outcome: 'matched' | 'mismatched' | 'paused';
    }
  | { readonly event: 'claim-checked'; readonly outcome: 'limited'; readonly reason: RateLimitName }
  | { readonly event: 'claim-checked'; readonly outcome: 'ineligible'; readonly reason: InPersonCause | 'mail-bounces' }
  | {
      readonly event: 'mail';
      readonly outcome: 'accepted' | 'uncertain' | 'unsent' | 'bounced';
      readonly reason: MailJob['kind'];
    }
  | { readonly event: 'mail-asked'; readonly outcome: 'owed' | 'refused'; readonly reason: 'code' | 'link' }
  | { readonly event: 'code-checked'; readonly outcome: 'right' | 'wrong' | 'used-up' | 'dead' | 'paused' }
  | { readonly event: 'link-opened'; readonly outcome: 'opened' | 'dead' }
  | { readonly event: 'key-changed'; readonly outcome: 'changed' }
  | { readonly event: 'recovery-ended'; readonly outcome: 'cancelled' | 'void' }
  /** Alerts: somebody should look. */
  | { readonly event: 'limit-reached'; readonly outcome: 'alert'; readonly reason: RateLimitName | 'mail-budget' }
  | { readonly event: 'target-paused'; readonly outcome: 'alert'; readonly reason: 'wrong-codes' | 'disavowed' }
  | { readonly event: 'target-resumed'; readonly outcome: 'resumed' };

/** One thing that happened, without a word of what was typed. */
export type AuditEvent = AuditFact & AuditSubjects & { readonly channel?: string };

/** What happened to whom, when, and by which channel: for whoever must find out later. */
export interface AuditTrail {
  /** Takes it down. Never throws and never waits: a trail in trouble raises its own alarm, and keeps what it could not yet write. */
  record(event: AuditEvent): void;
}
