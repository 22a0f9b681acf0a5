import type { Instant } from '../../../domain/time';
import type { Mac } from '../../../ports/security/key-ring';
import type { MailJobId, MailKind } from '../../../ports/mail/mail-job';
import type {
  MailUncertainty,
  RecoveryFacts,
  RecoveryStage,
  TokenDigest,
} from '../../../ports/recovery/recovery-store';

/** A recovery as it is kept: what happened last, not yet what time has made of it. */
export interface RecoveryRecord {
  readonly facts: RecoveryFacts;
  readonly begunAt: Instant;
  readonly asked: Readonly<Record<MailKind, number>>;
  /** How many of those asked for were given up. */
  readonly givenUp: Readonly<Record<MailKind, number>>;
  /** Sends the mail asked for last. */
  readonly job: MailJobId;
  /** Whether a turn still waits to say how the mail went. */
  readonly waiter: 'turn' | 'nobody';
  readonly state: RecoveryState;
}

interface Asked {
  readonly mail: MailKind;
  readonly owedAt: Instant;
}

/** A secret on its way or in the mailbox. */
export interface MailedSecret extends Asked {
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
  | (Omit<Asked, 'owedAt'> & {
      readonly kind: 'unsent' | 'ended';
      /** Nothing when the mail was given up: the next one need not wait. */
      readonly owedAt: Instant | undefined;
      /** When the mail service may take the next one. */
      readonly retryAt?: Instant | undefined;
    })
  | { readonly kind: 'bounced'; readonly mail: MailKind }
  | (ResetSession & { readonly kind: 'opened' | 'done' })
  /** With its session, if there was one: a key that is being changed through it counts all the same. */
  | (ResetSession & { readonly kind: 'cancelled' })
  /** Otherwise with the kind of mail that was asked for last, if there was one. */
  | { readonly kind: 'cancelled'; readonly mail?: MailKind };

interface ResetSession {
  readonly session: TokenDigest;
  readonly endsAt: Instant;
  /** When its link was asked for. */
  readonly owedAt: Instant;
}

/** Whatever else it was, what its mailbox may still report stays known: a session, or the mail that was asked for. */
export function toCancelledState(state: RecoveryState): RecoveryState {
  if ('session' in state) return { ...state, kind: 'cancelled' };
  return 'mail' in state ? { kind: 'cancelled', mail: state.mail } : { kind: 'cancelled' };
}

/** What else about the target bears on the recovery. */
export interface StageContext {
  readonly now: Instant;
  /** When the target's last pause began: it voids the codes asked for before. */
  readonly pausedAt: Instant | undefined;
  /** Whether the target's one link is this recovery's. */
  readonly link: 'own' | 'other';
  /** How many more mails of a kind may be asked for. */
  readonly mailsLeft: (mail: MailKind) => number;
}

/** What time, the target's failures and its other recoveries have made of the record. */
export function deriveStage(state: RecoveryState, bearing: StageContext): RecoveryStage {
  switch (state.kind) {
    case 'owed':
      return owedStage(state, bearing);
    case 'live':
      return liveStage(state, bearing);
    case 'unsent':
      return unsentStage(state.mail, bearing, state.retryAt);
    case 'ended':
      return endedStage(state.mail, bearing);
    case 'bounced':
      return { kind: 'bounced', mail: state.mail };
    case 'opened':
      return openedStage(state.endsAt, bearing);
    case 'done':
    case 'cancelled':
      return { kind: state.kind };
  }
}

function owedStage(state: RecoveryState & { kind: 'owed' }, bearing: StageContext): RecoveryStage {
  const { mail } = state;
  if (isVoidedByPause(state, bearing)) return endedStage(mail, bearing);
  if (bearing.now >= state.acceptBy) return unsentStage(mail, bearing);
  if (state.digest !== undefined && isReplacedLink(state, bearing)) return endedStage(mail, bearing);
  return { kind: 'sending', mail, msLeft: state.acceptBy - bearing.now };
}

function liveStage(state: RecoveryState & { kind: 'live' }, bearing: StageContext): RecoveryStage {
  const { mail, endsAt, attemptsLeft, doubt } = state;
  const isDead = bearing.now >= endsAt || isVoidedByPause(state, bearing) || isReplacedLink(state, bearing);
  return isDead
    ? endedStage(mail, bearing)
    : { kind: 'live', mail, endsAt, msLeft: endsAt - bearing.now, attemptsLeft, ...(doubt && { doubt }) };
}

const openedStage = (endsAt: Instant, bearing: StageContext): RecoveryStage =>
  bearing.now < endsAt ? { kind: 'opened', endsAt, msLeft: endsAt - bearing.now } : endedStage('link', bearing);

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

const isVoidedByPause = ({ mail, owedAt }: Asked, { pausedAt }: StageContext): boolean =>
  mail === 'code' && pausedAt !== undefined && pausedAt >= owedAt;

const isReplacedLink = ({ mail }: Asked, { link }: StageContext): boolean => mail === 'link' && link === 'other';
