import { addMs, type Instant } from '../../time';
import type { MailKind } from '../rules';
import { findRecovery, type RecoveryStage, type StagedRecovery } from '../stage';
import {
  withRecovery,
  type MailUncertainty,
  type Moment,
  type Recovery,
  type RecoveryState,
  type Step,
  type TargetState,
} from '../target-state';
import { incremented } from './recovery';

/** The mail that a job owes, of a recovery. */
interface MailEvent {
  readonly id: string;
  readonly mail: MailKind;
  readonly job: string;
}

/** Returns the recovery while its last mail is of this kind and this job, and still counts. */
function findOwed<F>(target: TargetState<F>, { id, job, mail }: MailEvent, at: Moment) {
  const found = findRecovery(target, id, at);
  const state = found && stateOfMail(found, mail);
  return found && state && found.job === job ? { found, state } : undefined;
}

/** Returns the state when the latest mail is of this kind and still counts: a code until it is verified, a link until it is opened. */
const stateOfMail = ({ state }: Recovery<unknown>, mail: MailKind) =>
  'mail' in state && state.mail === mail ? state : undefined;

const isSecret = (state: RecoveryState): state is RecoveryState & { readonly kind: 'owed' | 'live' } =>
  state.kind === 'owed' || state.kind === 'live';

interface SecretEvent extends MailEvent {
  /** Of the code or link in the mail. */
  readonly digest: string;
}

export type StoreSecretOutcome =
  { readonly kind: 'stored'; readonly at: Instant; readonly msLeft: number } | { readonly kind: 'cancelled' };

/**
 * Stores the digest of the secret made for the mail that this job owes. An earlier one becomes void, so a job that runs twice leaves one
 * usable secret. At most one link of a target is live: storing a link voids the link of any other recovery of the target.
 */
export function storeSecret<F>(target: TargetState<F>, event: SecretEvent, at: Moment): Step<F, StoreSecretOutcome> {
  const owed = findOwed(target, event, at);
  if (owed?.state.kind !== 'owed' || owed.found.stage.kind !== 'sending')
    return { target, outcome: { kind: 'cancelled' } };
  const { found, state } = owed;
  const { now, rules } = at;
  const changed = withRecovery(target, [event.id, { ...found, state: { ...state, digest: event.digest } }], at);
  const link = { recovery: event.id, keptUntil: addMs(now, rules.acceptTimeout + rules.link.lifetime) };
  return {
    target: event.mail === 'link' ? { ...changed, link } : changed,
    outcome: { kind: 'stored', at: now, msLeft: state.acceptBy - now },
  };
}

/** Whether the mail with this secret is still to be sent: not cancelled, accepted, too late or replaced. */
export function isOwed<F>(target: TargetState<F>, event: SecretEvent, at: Moment): boolean {
  const owed = findOwed(target, event, at);
  return owed?.state.kind === 'owed' && owed.found.stage.kind === 'sending' && owed.state.digest === event.digest;
}

export type ActivateOutcome =
  | { readonly kind: 'activated'; readonly endsAt: Instant; readonly notify: boolean }
  | { readonly kind: 'cancelled'; readonly notify: boolean };

const NOT_ACTIVATED: ActivateOutcome = { kind: 'cancelled', notify: false };

/**
 * The mail service accepted the mail with this secret, or may have: its lifetime starts now. `cancelled` when another secret replaced it,
 * or when it is too late: then the secret is void and the stage is `unsent`, but the mail counts, since it was sent. A repeated
 * activation changes nothing.
 */
export function activateSecret<F>(
  target: TargetState<F>,
  event: SecretEvent & { readonly doubt?: MailUncertainty | undefined },
  at: Moment,
): Step<F, ActivateOutcome> {
  const { digest, doubt, id, mail } = event;
  const owed = findOwed(target, event, at);
  if (owed === undefined) return { target, outcome: NOT_ACTIVATED };
  const { found, state } = owed;
  if (state.kind === 'owed' && found.stage.kind !== 'sending') {
    const ended = endSending(found, { mail, owedAt: state.owedAt });
    return { target: withRecovery(target, [id, ended], at), outcome: { kind: 'cancelled', notify: mustNotify(found) } };
  }
  // Another job has stored its secret since: that job reports the result.
  if (!isSecret(state) || state.digest !== digest) return { target, outcome: NOT_ACTIVATED };
  if (state.kind === 'live') return { target, outcome: activatedBefore(found.stage) };

  const { attemptsLeft, owedAt } = state;
  const endsAt = addMs(at.now, at.rules[mail].lifetime);
  const live = { kind: 'live', mail, owedAt, endsAt, digest, attemptsLeft, doubt } as const;
  return {
    target: withRecovery(target, [id, { ...found, waiter: 'turn', state: live }], at),
    outcome: { kind: 'activated', endsAt, notify: mustNotify(found) },
  };
}

const activatedBefore = (stage: RecoveryStage): ActivateOutcome =>
  stage.kind === 'live' ? { kind: 'activated', endsAt: stage.endsAt, notify: false } : NOT_ACTIVATED;

/** Whether the caller must notify the chat. Only the step that ends the sending does, because it sets the waiter back. */
const mustNotify = ({ waiter }: Recovery<unknown>): boolean => waiter === 'nobody';

const endSending = <F>(
  found: StagedRecovery<F>,
  { mail, owedAt, retryAt }: { mail: MailKind; owedAt?: Instant | undefined; retryAt?: Instant | undefined },
): StagedRecovery<F> => ({
  ...found,
  waiter: 'turn',
  state: { kind: found.stage.kind === 'ended' ? 'ended' : 'unsent', mail, owedAt, retryAt },
});

/**
 * The mail that this job owes will not be sent: the stage becomes `unsent`, the secret is void and the mail does not count. The next one is
 * worth a try in `retryIn` ms. Changes nothing when this job owes no mail.
 */
export function markUnsent<F>(
  target: TargetState<F>,
  event: MailEvent & { readonly retryIn?: number | undefined },
  at: Moment,
): Step<F, { readonly notify: boolean }> {
  const { id, mail, retryIn } = event;
  const owed = findOwed(target, event, at);
  if (owed?.state.kind !== 'owed') return { target, outcome: { notify: false } };
  const { found } = owed;
  const retryAt = retryIn ? addMs(at.now, Math.ceil(retryIn)) : undefined;
  const unsent = { ...endSending(found, { mail, retryAt }), givenUp: incremented(found.givenUp, mail) };
  return { target: withRecovery(target, [id, unsent], at), outcome: { notify: mustNotify(found) } };
}

/**
 * A mail of this kind bounced. The secret is void and the stage is `bounced` for good, unless the person has used the mailbox since
 * (`past`: a code was verified, a link opened) or cancelled the recovery (`gone`).
 */
export function markBounced<F>(
  target: TargetState<F>,
  { id, mail }: { readonly id: string; readonly mail: MailKind },
  at: Moment,
): Step<F, 'bounced' | 'past' | 'gone'> {
  const found = findRecovery(target, id, at);
  if (found === undefined) return { target, outcome: 'gone' };
  const state = stateOfMail(found, mail);
  if (state === undefined) return { target, outcome: 'past' };
  if (state.kind === 'cancelled') return { target, outcome: 'gone' };
  if (state.kind === 'bounced') return { target, outcome: 'bounced' };
  const bounced = { ...found, waiter: 'turn', state: { kind: 'bounced', mail } } as const;
  return { target: withRecovery(target, [id, bounced], at), outcome: 'bounced' };
}

/** The turn that waited for the mail goes on without it. The outcome is the stage at that moment. */
export function stopWaiting<F>(
  target: TargetState<F>,
  { id }: { readonly id: string },
  at: Moment,
): Step<F, RecoveryStage | undefined> {
  const found = findRecovery(target, id, at);
  if (found?.stage.kind !== 'sending') return { target, outcome: found?.stage };
  return { target: withRecovery(target, [id, { ...found, waiter: 'nobody' }], at), outcome: found.stage };
}
