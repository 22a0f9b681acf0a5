import type { InPersonCause } from '../../domain/employer/eligibility';
import type { Mac } from '../security/key-ring';
import type { MailJob } from '../mail/mail-job';
import type { RateLimitName } from '../security/rate-limits';

/** The subjects of an event, as keyed hashes of a separate purpose, so that the trail holds no numbers of people. */
export interface AuditSubjects {
  /** ID, RUC and branch together. */
  readonly target?: Mac;
  readonly document?: Mac;
  /** RUC and branch. */
  readonly employer?: Mac;
  readonly conversation?: Mac;
}

/** What happened, in words that are stored and counted as metrics. Stored names stay, see docs/glossary.md#stored-words. */
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
  /** Alerts, which an operator should look at. */
  | { readonly event: 'limit-reached'; readonly outcome: 'alert'; readonly reason: RateLimitName | 'mail-budget' }
  | { readonly event: 'target-paused'; readonly outcome: 'alert'; readonly reason: 'wrong-codes' | 'disavowed' }
  | { readonly event: 'target-resumed'; readonly outcome: 'resumed' };

/** An event of the audit trail. Contains no text that a person typed. */
export type AuditEvent = AuditFact & AuditSubjects & { readonly channel?: string };

/** The record of every decision, for later investigations. */
export interface AuditTrail {
  /** Records an event. Never throws and never waits: the trail reports its own failures, and buffers events that it cannot write yet. */
  record(event: AuditEvent): void;
}
