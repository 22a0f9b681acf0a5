import type { Claim } from '../domain/claim';
import type { InPersonCause } from '../domain/eligibility';
import type { KeyFault } from '../domain/access-key';
import type { Locale } from '../domain/locale';
import type { CodeVerdict, OneTimeCode } from '../domain/one-time-code';
import type { LinkToken, ResetToken } from '../domain/reset-link';
import type { Sensitive } from '../domain/sensitive';
import type { TargetPause } from '../domain/target-pause';
import type { Instant } from '../domain/time';
import type { MailHandler } from '../ports/mail-queue';
import type { Look } from '../ports/recovery-watch';
import type { Origin } from '../ports/origin';
import type { ReplyAddress } from '../ports/reply-address';
import type { SecurityPhrase } from '../ports/phrase-book';
import type { MailKind } from '../ports/mail-job';
import type { RecoveryId } from '../ports/recovery-id';
import type { MailDue, RecoveryStage } from '../ports/recovery-store';
import type { FailedOften } from './count-failure';
import type { Limited } from './limited';
import type { DeliveryReport } from './receive-report';

/** The conversation in which a recovery is asked for. */
export interface Asker {
  readonly locale: Locale;
  readonly replyTo: ReplyAddress;
  readonly origin: Origin;
}

export type BeginOutcome =
  | { readonly kind: 'begun'; readonly recovery: RecoveryId }
  /** ID, RUC and branch together match no record; which of them is wrong is not told. */
  | { readonly kind: 'mismatch' }
  /** `mail-bounces`: the registered mailbox sent a mail back within the last day. */
  | { readonly kind: 'ineligible'; readonly cause: InPersonCause | 'mail-bounces' }
  | ({ readonly kind: 'paused' } & TargetPause)
  | FailedOften
  | Limited;

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
export type VerifyOutcome = CodeVerdict | { readonly kind: 'void' };
export type ResendOutcome = MailDue | Limited | { readonly kind: 'void' | 'bounces' };

export type OpenOutcome =
  | { readonly kind: 'opened'; readonly session: Sensitive<ResetToken>; readonly endsAt: Instant }
  /** Expired, used, replaced or void: the person learns only that a new one is needed. */
  | { readonly kind: 'gone' };

export type ResetView =
  | { readonly kind: 'running'; readonly maskedRuc: string; readonly secondsLeft: number }
  /** The key was changed in this session. */
  | { readonly kind: 'done' }
  | { readonly kind: 'gone' };

export type SetKeyOutcome =
  | { readonly kind: 'changed' }
  | { readonly kind: 'refused'; readonly faults: readonly KeyFault[] }
  | { readonly kind: 'gone' };

/** What the chat does. Every method throws Unavailable when a dependency is down; nothing is half done then. */
export interface ChatRecovery {
  /** Checks the claim and, when it matches an eligible employer, has a code mailed. */
  begin(claim: Claim, asker: Asker): Promise<BeginOutcome>;
  /** Waits 4 s at most for the mail to be accepted, then answers how things stand; later news comes by the notifier. */
  awaitMail(id: RecoveryId, mail: MailKind): Promise<RecoveryView | undefined>;
  view(id: RecoveryId): Promise<RecoveryView | undefined>;
  /** On the right code the link is mailed. */
  verifyCode(id: RecoveryId, code: Sensitive<OneTimeCode>): Promise<VerifyOutcome>;
  resend(id: RecoveryId, mail: MailKind): Promise<ResendOutcome>;
  cancel(id: RecoveryId): Promise<void>;
}

/** What the reset page does. */
export interface PageRecovery {
  /** Consumes the link: once, and only by a deliberate POST. */
  openLink(token: Sensitive<LinkToken>): Promise<OpenOutcome>;
  resetSession(session: Sensitive<ResetToken>): Promise<ResetView>;
  /** Sending the same key twice in one session is one change and the same answer. */
  setKey(session: Sensitive<ResetToken>, key: Sensitive<string>): Promise<SetKeyOutcome>;
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
  readonly deliver: MailHandler;
  /** What the watch is to do. */
  readonly look: Look;
}
