import type { Instant } from '../time';
import { countMailsLeft, type MailKind } from './rules';
import type { MailUncertainty, Moment, Recovery, RecoveryState, TargetState } from './target-state';

/** The state of a recovery at a moment. `msLeft` is a span (ms), since the caller's clock may differ from the store's. */
export type RecoveryStage =
  /** A mail is owed and not yet accepted by the mail service; it is cancelled in `msLeft`. */
  | { readonly kind: 'sending'; readonly mail: MailKind; readonly msLeft: number }
  /** The mail was accepted, or perhaps so: `doubt`. Its code or link is live until `endsAt`. */
  | {
      readonly kind: 'live';
      readonly mail: MailKind;
      readonly endsAt: Instant;
      readonly msLeft: number;
      readonly attemptsLeft: number;
      readonly doubt?: MailUncertainty;
    }
  /** The mail service refused the mail, or did not accept it in time. It may accept the next one from `retryAt` on. */
  | { readonly kind: 'unsent'; readonly mail: MailKind; readonly mailsLeft: number; readonly retryAt?: Instant }
  /** The code or link ended unused: it expired, its attempts are used up, or its target is locked out. */
  | { readonly kind: 'ended'; readonly mail: MailKind; readonly mailsLeft: number }
  /** A mail of this recovery bounced: no mail will arrive in its mailbox. */
  | { readonly kind: 'bounced'; readonly mail: MailKind }
  /** The link was opened: a reset session runs until `endsAt`. */
  | { readonly kind: 'opened'; readonly endsAt: Instant; readonly msLeft: number }
  /** The key was changed. */
  | { readonly kind: 'done' }
  | { readonly kind: 'cancelled' };

/** A recovery with its stage. A suspension that began after it has cancelled it. */
export interface StagedRecovery<F> extends Recovery<F> {
  readonly stage: RecoveryStage;
}

/** Returns a recovery of the target as it is at the moment. */
export function findRecovery<F>(target: TargetState<F>, id: string, at: Moment): StagedRecovery<F> | undefined {
  const found = target.recoveries[id];
  if (found === undefined) return undefined;
  const isSuspended = target.suspension !== undefined && target.suspension.from >= found.begunAt;
  const recovery = isSuspended ? { ...found, state: cancelled(found.state) } : found;
  return { ...recovery, stage: deriveStage(recovery, { ...at, target, id }) };
}

/** Cancels a state, but keeps what a bounce or a key that is being changed may still report. What is done or bounced stays so. */
export function cancelled(state: RecoveryState): RecoveryState {
  if (state.kind === 'done' || state.kind === 'bounced') return state;
  return 'session' in state ? { ...state, kind: 'cancelled' } : { kind: 'cancelled', mail: state.mail };
}

interface StageContext extends Moment {
  readonly target: TargetState<unknown>;
  readonly id: string;
}

/** Derives the stage from the stored state, the time, and the target's lockout and link. */
function deriveStage(recovery: Recovery<unknown>, at: StageContext): RecoveryStage {
  const { state } = recovery;
  switch (state.kind) {
    case 'owed':
    case 'live':
      return secretStage(recovery, state, at);
    case 'unsent':
      return unsentStage(recovery, state, at);
    case 'ended':
      return endedStage(recovery, state.mail, at);
    case 'bounced':
      return { kind: 'bounced', mail: state.mail };
    case 'opened':
      return at.now < state.endsAt
        ? { kind: 'opened', endsAt: state.endsAt, msLeft: state.endsAt - at.now }
        : endedStage(recovery, 'link', at);
    case 'done':
    case 'cancelled':
      return { kind: state.kind };
  }
}

type SecretState = RecoveryState & { readonly kind: 'owed' | 'live' };

function secretStage(recovery: Recovery<unknown>, state: SecretState, at: StageContext): RecoveryStage {
  const { mail } = state;
  if (isVoidedByLockout(state, at)) return endedStage(recovery, mail, at);
  if (state.kind === 'owed' && at.now >= state.acceptBy) return unsentStage(recovery, { mail }, at);
  if (isReplacedLink(state, at)) return endedStage(recovery, mail, at);
  if (state.kind === 'owed') return { kind: 'sending', mail, msLeft: state.acceptBy - at.now };
  const { attemptsLeft, doubt, endsAt } = state;
  if (at.now >= endsAt) return endedStage(recovery, mail, at);
  return { kind: 'live', mail, endsAt, msLeft: endsAt - at.now, attemptsLeft, ...(doubt && { doubt }) };
}

/** A lockout voids the codes requested before it. */
const isVoidedByLockout = ({ mail, owedAt }: SecretState, { target }: StageContext): boolean =>
  mail === 'code' && target.failures?.lockout !== undefined && target.failures.lockout.from >= owedAt;

/** A stored link voids that of any other recovery. */
const isReplacedLink = ({ digest, mail }: SecretState, { id, target }: StageContext): boolean =>
  mail === 'link' && digest !== undefined && target.link?.recovery !== id;

const endedStage = (recovery: Recovery<unknown>, mail: MailKind, { rules }: StageContext): RecoveryStage => ({
  kind: 'ended',
  mail,
  mailsLeft: countMailsLeft(rules, mail, recovery),
});

const unsentStage = (
  recovery: Recovery<unknown>,
  { mail, retryAt }: { readonly mail: MailKind; readonly retryAt?: Instant | undefined },
  { rules }: StageContext,
): RecoveryStage => ({
  kind: 'unsent',
  mail,
  mailsLeft: countMailsLeft(rules, mail, recovery),
  ...(retryAt !== undefined && { retryAt }),
});

export type UsableSecret = SecretState & { readonly digest: string };

/** Returns the secret that can be used, also while its mail is being sent. */
export function usableSecret({ stage, state }: StagedRecovery<unknown>): UsableSecret | undefined {
  const isAlive = stage.kind === 'sending' || stage.kind === 'live';
  const isSecret = state.kind === 'owed' || state.kind === 'live';
  return isAlive && isSecret && state.digest !== undefined ? { ...state, digest: state.digest } : undefined;
}
