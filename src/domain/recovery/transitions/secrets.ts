import { addMs, type Instant } from '../../time';
import type { CodeVerdict } from '../one-time-code';
import { findRecovery, usableSecret, type StagedRecovery, type UsableSecret } from '../stage';
import { withRecovery, type Moment, type Recovery, type Step, type TargetState } from '../target-state';
import { oweMail } from './recovery';
import { countFailure, currentLockout } from './target';

interface AttemptEvent {
  readonly id: string;
  /** The MACs of the guess, one under each key of the ring. */
  readonly guesses: readonly string[];
  /** The job that sends the link when the guess is right. */
  readonly job: string;
}

/**
 * Judges one guess, in this order: locked-out target, unusable code, count the attempt and the target's failure, compare. On a match the
 * code is consumed, the target's failures are reset and a link is owed. The last failed attempt at a code returns `exhausted`.
 */
export function attempt<F>(
  target: TargetState<F>,
  { guesses, id, job }: AttemptEvent,
  at: Moment,
): Step<F, CodeVerdict> {
  const lockout = currentLockout(target, at.now);
  if (lockout) return { target, outcome: { kind: 'locked-out', ...lockout } };
  const found = findRecovery(target, id, at);
  const code = found && usableSecret(found);
  if (found === undefined || code?.mail !== 'code') return { target, outcome: { kind: 'expired' } };
  if (guesses.includes(code.digest)) {
    const link = oweMail(found, { mail: 'link', job }, at);
    return { target: withRecovery({ ...target, failures: undefined }, [id, link], at), outcome: { kind: 'verified' } };
  }

  return fail(target, { id, found, code }, at);
}

interface FailedAttempt<F> {
  readonly id: string;
  readonly found: StagedRecovery<F>;
  readonly code: UsableSecret;
}

/** Counts a wrong guess. The code's last attempt, and one that begins a lockout, end the code. */
function fail<F>(target: TargetState<F>, { code, found, id }: FailedAttempt<F>, at: Moment): Step<F, CodeVerdict> {
  const { begun, failures } = countFailure(target, at);
  const attemptsLeft = code.attemptsLeft - 1;
  const isUsedUp = attemptsLeft < 1 || begun !== undefined;
  const failed: Recovery<F> = isUsedUp
    ? { ...found, waiter: 'turn', state: { kind: 'ended', mail: 'code', owedAt: code.owedAt } }
    : { ...found, state: { ...code, attemptsLeft } };
  return {
    target: withRecovery({ ...target, failures }, [id, failed], at),
    outcome: failedVerdict(attemptsLeft, begun),
  };
}

function failedVerdict(attemptsLeft: number, begun: Instant | undefined): CodeVerdict {
  const lockout = begun === undefined ? {} : ({ lockout: 'begun' } as const);
  if (attemptsLeft < 1) return { kind: 'exhausted', ...lockout };
  return begun === undefined
    ? { kind: 'mismatch', attemptsLeft }
    : { kind: 'locked-out', until: begun, cause: 'wrong-codes', ...lockout };
}

interface OpenLinkEvent {
  readonly id: string;
  readonly link: string;
  readonly session: string;
}

export type OpenLinkResult = { readonly kind: 'opened'; readonly endsAt: Instant } | { readonly kind: 'gone' };

/** Consumes the live link and starts a reset session in its place. */
export function openLink<F>(
  target: TargetState<F>,
  { id, link, session }: OpenLinkEvent,
  at: Moment,
): Step<F, OpenLinkResult> {
  const found = findRecovery(target, id, at);
  const secret = found && usableSecret(found);
  if (found === undefined || secret?.mail !== 'link' || secret.digest !== link)
    return { target, outcome: { kind: 'gone' } };
  const endsAt = addMs(at.now, at.rules.resetSession.lifetime);
  const state = { kind: 'opened', session, endsAt, owedAt: secret.owedAt } as const;
  return {
    target: withRecovery(target, [id, { ...found, waiter: 'turn', state }], at),
    outcome: { kind: 'opened', endsAt },
  };
}

export interface RunningSession {
  readonly kind: 'running' | 'done';
  /** Above 0, in ms. */
  readonly msLeft: number;
}

/** Returns the reset session unless it is over, cancelled, unknown, or replaced by another link. */
export function findResetSession<F>(
  target: TargetState<F>,
  { id, session }: { readonly id: string; readonly session: string },
  at: Moment,
): RunningSession | undefined {
  const state = findRecovery(target, id, at)?.state;
  if (state === undefined || !('session' in state) || state.session !== session) return undefined;
  const msLeft = state.endsAt - at.now;
  if (state.kind === 'cancelled' || msLeft <= 0) return undefined;
  return { kind: state.kind === 'done' ? 'done' : 'running', msLeft };
}

/**
 * The key was changed in this session: the recovery is `done`, even when it was cancelled or its session ended in between. `gone` when the
 * session does not belong to this recovery, or another link was requested since.
 */
export function complete<F>(
  target: TargetState<F>,
  { id, session }: { readonly id: string; readonly session: string },
  at: Moment,
): Step<F, 'completed' | 'already-completed' | 'gone'> {
  const found = target.recoveries[id];
  if (found === undefined || !('session' in found.state) || found.state.session !== session)
    return { target, outcome: 'gone' };
  if (found.state.kind === 'done') return { target, outcome: 'already-completed' };
  const done = { ...found, state: { ...found.state, kind: 'done' as const } };
  return { target: withRecovery(target, [id, done], at), outcome: 'completed' };
}
