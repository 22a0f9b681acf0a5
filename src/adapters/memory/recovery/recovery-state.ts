import type { Instant } from '../../../domain/time';
import type { Mac } from '../../../ports/security/key-ring';
import type { MailJobId, MailKind } from '../../../ports/mail/mail-job';
import type {
  MailUncertainty,
  RecoveryFacts,
  RecoveryStage,
  TokenDigest,
} from '../../../ports/recovery/recovery-store';

/** A recovery as stored: its last event. Its stage also depends on the time, see `deriveStage`. */
export interface RecoveryRecord {
  readonly facts: RecoveryFacts;
  readonly begunAt: Instant;
  /** How many mails were requested. */
  readonly requested: Readonly<Record<MailKind, number>>;
  /** How many of these were given up. */
  readonly givenUp: Readonly<Record<MailKind, number>>;
  /** The job that sends the mail requested last. */
  readonly job: MailJobId;
  /** `turn`: a turn waits for the mail and gives its result. `nobody`: no turn waits, so the chat must be notified. */
  readonly waiter: 'turn' | 'nobody';
  readonly state: RecoveryState;
}

interface RequestedMail {
  readonly mail: MailKind;
  readonly owedAt: Instant;
}

/** A secret whose mail is being sent or was accepted. */
export interface MailedSecret extends RequestedMail {
  readonly digest: Mac | TokenDigest;
  readonly attemptsLeft: number;
}

export type RecoveryState =
  | (Omit<MailedSecret, 'digest'> & {
      readonly kind: 'owed';
      readonly acceptBy: Instant;
      readonly digest: MailedSecret['digest'] | undefined;
    })
  | (MailedSecret & { readonly kind: 'live'; readonly endsAt: Instant; readonly doubt?: MailUncertainty })
  | (Omit<RequestedMail, 'owedAt'> & {
      readonly kind: 'unsent' | 'ended';
      /** Absent when the mail was given up: the next one need not wait. */
      readonly owedAt: Instant | undefined;
      /** When the mail service may take the next one. */
      readonly retryAt?: Instant | undefined;
    })
  | { readonly kind: 'bounced'; readonly mail: MailKind }
  | (ResetSession & { readonly kind: 'opened' | 'done' })
  /** Keeps its reset session, because a key that is being changed through it still counts. */
  | (ResetSession & { readonly kind: 'cancelled' })
  /** Without a session, keeps the kind of the mail requested last. */
  | { readonly kind: 'cancelled'; readonly mail?: MailKind };

interface ResetSession {
  readonly session: TokenDigest;
  readonly endsAt: Instant;
  /** When its link was requested. */
  readonly owedAt: Instant;
}

/** Cancels a state, but keeps what a bounce may still report: the session, or the kind of the mail. */
export function toCancelledState(state: RecoveryState): RecoveryState {
  if ('session' in state) return { ...state, kind: 'cancelled' };
  return 'mail' in state ? { kind: 'cancelled', mail: state.mail } : { kind: 'cancelled' };
}

/** What else a stage depends on. */
export interface StageContext {
  readonly now: Instant;
  /** When the target's last lockout began. It voids the codes requested before. */
  readonly lockedOutAt: Instant | undefined;
  /** Whether the target's one link is this recovery's. */
  readonly link: 'own' | 'other';
  /** How many more mails of a kind may be requested. */
  readonly mailsLeft: (mail: MailKind) => number;
}

/** Derives the stage from the stored state, the time, and the target's lockouts and other recoveries. */
export function deriveStage(state: RecoveryState, context: StageContext): RecoveryStage {
  switch (state.kind) {
    case 'owed':
      return owedStage(state, context);
    case 'live':
      return liveStage(state, context);
    case 'unsent':
      return unsentStage(state.mail, context, state.retryAt);
    case 'ended':
      return endedStage(state.mail, context);
    case 'bounced':
      return { kind: 'bounced', mail: state.mail };
    case 'opened':
      return openedStage(state.endsAt, context);
    case 'done':
    case 'cancelled':
      return { kind: state.kind };
  }
}

function owedStage(state: RecoveryState & { kind: 'owed' }, context: StageContext): RecoveryStage {
  const { mail } = state;
  if (isVoidedByLockout(state, context)) return endedStage(mail, context);
  if (context.now >= state.acceptBy) return unsentStage(mail, context);
  if (state.digest !== undefined && isReplacedLink(state, context)) return endedStage(mail, context);
  return { kind: 'sending', mail, msLeft: state.acceptBy - context.now };
}

function liveStage(state: RecoveryState & { kind: 'live' }, context: StageContext): RecoveryStage {
  const { mail, endsAt, attemptsLeft, doubt } = state;
  const isUnusable = context.now >= endsAt || isVoidedByLockout(state, context) || isReplacedLink(state, context);
  return isUnusable
    ? endedStage(mail, context)
    : { kind: 'live', mail, endsAt, msLeft: endsAt - context.now, attemptsLeft, ...(doubt && { doubt }) };
}

const openedStage = (endsAt: Instant, context: StageContext): RecoveryStage =>
  context.now < endsAt ? { kind: 'opened', endsAt, msLeft: endsAt - context.now } : endedStage('link', context);

const endedStage = (mail: MailKind, { mailsLeft }: StageContext): RecoveryStage => ({
  kind: 'ended',
  mail,
  mailsLeft: mailsLeft(mail),
});

const unsentStage = (mail: MailKind, { mailsLeft }: StageContext, retryAt?: Instant): RecoveryStage => ({
  kind: 'unsent',
  mail,
  mailsLeft: mailsLeft(mail),
  ...(retryAt !== undefined && { retryAt }),
});

const isVoidedByLockout = ({ mail, owedAt }: RequestedMail, { lockedOutAt }: StageContext): boolean =>
  mail === 'code' && lockedOutAt !== undefined && lockedOutAt >= owedAt;

const isReplacedLink = ({ mail }: RequestedMail, { link }: StageContext): boolean =>
  mail === 'link' && link === 'other';
