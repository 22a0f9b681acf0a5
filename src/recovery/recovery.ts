import type { Claim } from '../domain/claim/claim';
import type { InPersonCause } from '../domain/employer/eligibility';
import type { AccessKeyFault } from '../domain/employer/access-key';
import type { Locale } from '../domain/locale';
import type { CodeVerdict, OneTimeCode } from '../domain/recovery/one-time-code';
import type { LinkToken, ResetSessionToken } from '../domain/recovery/reset-link';
import type { Sensitive } from '../domain/sensitive';
import type { Lockout } from '../domain/target-pause';
import type { Instant } from '../domain/time';
import type { MailJobHandler } from '../ports/mail/mail-queue';
import type { RecoveryTimerHandler } from '../ports/recovery/recovery-timers';
import type { ChannelAccount } from '../ports/chat/channel-account';
import type { ReplyAddress } from '../ports/reply-address';
import type { SecurityPhrase } from '../ports/security/phrase-book';
import type { MailKind } from '../ports/mail/mail-job';
import type { RecoveryId } from '../ports/ids';
import type { RequestMailOutcome, RecoveryStage } from '../ports/recovery/recovery-store';
import type { TooManyFailures } from './limits/lockout';
import type { RateLimited } from './limits/rate-limited';
import type { DeliveryReport } from './delivery-reports';

/** The conversation in which a recovery is asked for. */
export interface Requester {
  readonly locale: Locale;
  readonly replyTo: ReplyAddress;
  readonly account: ChannelAccount;
}

export type BeginOutcome =
  | { readonly kind: 'begun'; readonly recovery: RecoveryId }
  /** ID, RUC and branch together match no record; which of them is wrong is not told. */
  | { readonly kind: 'mismatch' }
  /** `mail-bounces`: the registered mailbox sent a mail back within the last day. */
  | { readonly kind: 'ineligible'; readonly cause: InPersonCause | 'mail-bounces' }
  | ({ readonly kind: 'paused' } & Lockout)
  | TooManyFailures
  | RateLimited;

/** All that the person may see of a recovery. */
export interface RecoveryView {
  readonly id: RecoveryId;
  readonly maskedMailbox: string;
  readonly phrase: SecurityPhrase;
  /** The language it was begun in. */
  readonly locale: Locale;
  readonly stage: RecoveryStage;
}

/** `void`: what the recovery was begun on (mailbox, RUC state, key) changed meanwhile; it is cancelled. */
export type VerifyCodeOutcome = CodeVerdict | { readonly kind: 'void' };
export type ResendOutcome = RequestMailOutcome | RateLimited | { readonly kind: 'void' | 'bounces' };

export type OpenLinkOutcome =
  | { readonly kind: 'opened'; readonly session: Sensitive<ResetSessionToken>; readonly endsAt: Instant }
  /** Expired, used, replaced or void: the person learns only that a new one is needed. */
  | { readonly kind: 'gone' };

export type ResetSessionView =
  | { readonly kind: 'running'; readonly maskedRuc: string; readonly secondsLeft: number }
  /** The key was changed in this session. */
  | { readonly kind: 'done' }
  | { readonly kind: 'gone' };

export type SetKeyOutcome =
  | { readonly kind: 'changed' }
  | { readonly kind: 'refused'; readonly faults: readonly AccessKeyFault[] }
  | { readonly kind: 'gone' };

/** What the chat does. Every method throws Unavailable when a dependency is down; nothing is half done then. */
export interface ChatRecovery {
  /** Checks the claim and, when it matches an eligible employer, has a code mailed. */
  begin(claim: Claim, asker: Requester): Promise<BeginOutcome>;
  /** Waits 4 s at most for the mail to be accepted, then answers how things stand; later news comes by the notifier. */
  awaitMail(id: RecoveryId, mail: MailKind): Promise<RecoveryView | undefined>;
  view(id: RecoveryId): Promise<RecoveryView | undefined>;
  /** On the right code the link is mailed. */
  verifyCode(id: RecoveryId, code: Sensitive<OneTimeCode>): Promise<VerifyCodeOutcome>;
  resend(id: RecoveryId, mail: MailKind): Promise<ResendOutcome>;
  cancel(id: RecoveryId): Promise<void>;
}

/** What the reset page does. */
export interface PageRecovery {
  /** Consumes the link: once, and only by a deliberate POST. */
  openLink(token: Sensitive<LinkToken>): Promise<OpenLinkOutcome>;
  resetSession(session: Sensitive<ResetSessionToken>): Promise<ResetSessionView>;
  /** Sending the same key twice in one session is one change and the same answer. */
  setKey(session: Sensitive<ResetSessionToken>, key: Sensitive<string>): Promise<SetKeyOutcome>;
}

/** What the mail service's reports do. */
export interface DeliveryReports {
  /** Reports may come twice and in any order; those on mails that are not ours do nothing. @throws Unavailable */
  receive(report: DeliveryReport): Promise<void>;
}

export interface Recovery {
  readonly chat: ChatRecovery;
  readonly page: PageRecovery;
  readonly reports: DeliveryReports;
  /** What the mail queue is to do with each job. */
  readonly deliver: MailJobHandler;
  /** What the watch is to do. */
  readonly onTimer: RecoveryTimerHandler;
}
