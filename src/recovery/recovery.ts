import type { Branch } from '../domain/claim/branch';
import type { Claim } from '../domain/claim/claim';
import type { InPersonCause } from '../domain/employer/eligibility';
import type { AccessKeyFault } from '../domain/employer/access-key';
import type { Locale } from '../domain/locale';
import type { CodeVerdict, OneTimeCode } from '../domain/recovery/one-time-code';
import type { LinkToken, ResetSessionToken } from '../domain/recovery/reset-link';
import type { Sensitive } from '../domain/sensitive';
import type { Lockout } from '../domain/recovery/lockout';
import type { Instant } from '../domain/time';
import type { MailJobHandler } from '../ports/mail/mail-queue';
import type { RecoveryTimerHandler } from '../ports/recovery/recovery-timers';
import type { SenderAccount } from '../ports/chat/sender-account';
import type { ReplyAddress, RecoveryId } from '../ports/ids';
import type { SecurityPhrase } from '../ports/security/phrase-book';
import type { MailKind } from '../domain/recovery/rules';
import type { RequestMailOutcome } from '../domain/recovery/transitions/recovery';
import type { RecoveryStage } from '../domain/recovery/stage';
import type { RateLimited, TooManyFailures } from './limits/rate-limited';

/** The person who asks for a recovery, by conversation and sender account. */
export interface Requester {
  readonly locale: Locale;
  readonly replyTo: ReplyAddress;
  readonly account: SenderAccount;
}

export type BeginOutcome =
  | { readonly kind: 'begun'; readonly recovery: RecoveryId }
  /** ID, RUC and branch together match no record. The outcome does not say which of them is wrong. */
  | { readonly kind: 'mismatch' }
  /** `mail-bounces`: a mail to the registered mailbox bounced within `sentMailRules.bounce` (src/policy/mail.ts). */
  | { readonly kind: 'ineligible'; readonly cause: InPersonCause | 'mail-bounces' }
  | ({ readonly kind: 'locked-out' } & Lockout)
  | TooManyFailures
  | RateLimited;

/** What the person may see of a recovery. */
export interface RecoveryView {
  readonly id: RecoveryId;
  readonly maskedMailbox: string;
  readonly phrase: SecurityPhrase;
  /** The language in which it began. */
  readonly locale: Locale;
  readonly stage: RecoveryStage;
}

/** `void`: the employer's mailbox, RUC state or key changed since the recovery began; it is cancelled. */
export type VerifyCodeOutcome = CodeVerdict | { readonly kind: 'void' };
export type ResendOutcome = RequestMailOutcome | RateLimited | { readonly kind: 'void' | 'bounces' };

export type OpenLinkOutcome =
  | { readonly kind: 'opened'; readonly session: Sensitive<ResetSessionToken>; readonly endsAt: Instant }
  /** The key was changed in the recovery of this link. Whoever opened it first may have done so in another browser. */
  | { readonly kind: 'done' }
  /** Expired, used, replaced or void: the page says only that a new link is needed. */
  | { readonly kind: 'gone' };

export type ResetSessionView =
  | {
      readonly kind: 'running';
      readonly maskedRuc: string;
      readonly branch: Branch;
      /** Absent when the registry has no legal name. */
      readonly maskedName?: string;
      readonly secondsLeft: number;
    }
  /** The key was changed in this session. */
  | { readonly kind: 'done' }
  | { readonly kind: 'gone' };

export type SetKeyOutcome =
  | { readonly kind: 'changed' }
  /** The session, in another tab for example, has already set another key, which stays. */
  | { readonly kind: 'changed-earlier' }
  | { readonly kind: 'refused'; readonly faults: readonly AccessKeyFault[] }
  | { readonly kind: 'gone' };

/** The use cases of the chat. Every method throws Unavailable when a dependency is down; nothing is half done then. */
export interface ChatRecovery {
  /** Checks the claim and, when it matches an eligible employer, has a code mailed. */
  begin(claim: Claim, requester: Requester): Promise<BeginOutcome>;
  /** Waits up to `mailWaitTimeout` for the mail to be accepted, then returns the state; later changes come as notifications. */
  awaitMail(id: RecoveryId, mail: MailKind): Promise<RecoveryView | undefined>;
  view(id: RecoveryId): Promise<RecoveryView | undefined>;
  /** Has the link mailed when the code is right. Without a locale, the mail is in the language in which the recovery began. */
  verifyCode(id: RecoveryId, code: Sensitive<OneTimeCode>, locale?: Locale): Promise<VerifyCodeOutcome>;
  /** Without a locale, the mail is in the language in which the recovery began. */
  resend(id: RecoveryId, mail: MailKind, locale?: Locale): Promise<ResendOutcome>;
  cancel(id: RecoveryId): Promise<void>;
}

/** The use cases of the reset page. Every method throws Unavailable when a dependency is down. */
export interface PageRecovery {
  /** Consumes the link, once. Only a deliberate POST may call this: mail scanners open links. */
  openLink(token: Sensitive<LinkToken>): Promise<OpenLinkOutcome>;
  resetSession(session: Sensitive<ResetSessionToken>): Promise<ResetSessionView>;
  /**
   * Idempotent: the same key sent twice in one session changes the key once and returns the same outcome. Without a locale, the notice is in
   * the language in which the recovery began.
   */
  setKey(session: Sensitive<ResetSessionToken>, key: Sensitive<string>, locale?: Locale): Promise<SetKeyOutcome>;
}

/** What the mail service reports later about a mail that it accepted. */
export interface DeliveryReport {
  /** The operation id under which the mail was sent. */
  readonly operationId: string;
  /** `failed`: bounced, filtered or suppressed; the mail did not reach the mailbox and will not. */
  readonly outcome: 'delivered' | 'failed';
}

/** Handles reports of the mail service. */
export interface DeliveryReports {
  /** Reports may come twice and in any order; reports on unknown mails are ignored. @throws Unavailable */
  receive(report: DeliveryReport): Promise<void>;
}

export interface Recovery {
  readonly chat: ChatRecovery;
  readonly page: PageRecovery;
  readonly reports: DeliveryReports;
  /** Sends the mail of one job. */
  readonly deliver: MailJobHandler;
  /** Handles one recovery timer. */
  readonly onTimer: RecoveryTimerHandler;
}
