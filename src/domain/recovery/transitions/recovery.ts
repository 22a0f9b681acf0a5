import { addMs, secondsUntil, type Instant } from '../../time';
import type { Lockout } from '../lockout';
import { countMailsLeft, type MailCounts, type MailKind } from '../rules';
import { cancelled, findRecovery, type RecoveryStage, type StagedRecovery } from '../stage';
import {
  withRecovery,
  type Moment,
  type Recovery,
  type RecoveryState,
  type Step,
  type TargetState,
} from '../target-state';
import { currentLockout } from './target';

/** Whether one more mail may be sent now. */
export type RequestMailOutcome =
  | { readonly kind: 'owed' }
  /** Requested before the spacing was over. */
  | { readonly kind: 'too-soon'; readonly seconds: number }
  /** The recovery has had all its mails, or all its requests. */
  | { readonly kind: 'used-up' }
  | ({ readonly kind: 'locked-out' } & Lockout)
  | { readonly kind: 'gone' };

export type BeginOutcome = RequestMailOutcome & { readonly kind: 'owed' | 'locked-out' };

interface BeginEvent<F> {
  readonly id: string;
  readonly facts: F;
  readonly job: string;
}

/** Begins a recovery whose first code mail is owed by this job, unless the target is locked out or suspended. */
export function begin<F>(target: TargetState<F>, { facts, id, job }: BeginEvent<F>, at: Moment): Step<F, BeginOutcome> {
  const lockout = currentLockout(target, at.now);
  if (lockout) return { target, outcome: { kind: 'locked-out', ...lockout } };
  const none: MailCounts = { code: 0, link: 0 };
  const recovery = oweMail({ facts, begunAt: at.now, requested: none, givenUp: none }, { mail: 'code', job }, at);
  return { target: withRecovery(target, [id, recovery], at), outcome: { kind: 'owed' } };
}

interface RequestMailEvent {
  readonly id: string;
  readonly mail: MailKind;
  readonly job: string;
}

/**
 * Requests one more mail of this kind, to be sent by this job and no other. When owed, the earlier code or link is void from now on.
 * A code can be requested only before one was verified, a link only after. Neither can while a reset session runs (`gone`, and the session
 * stays), but a link can again once that session ended without a new key. A mail that was never sent neither counts among `most` nor
 * delays the next one; `mostRequested` bounds these.
 */
export function requestMail<F>(
  target: TargetState<F>,
  { id, job, mail }: RequestMailEvent,
  at: Moment,
): Step<F, RequestMailOutcome> {
  const found = findRecovery(target, id, at);
  const refusal = found ? refusalOf(target, { found, mail }, at) : ({ kind: 'gone' } as const);
  if (found === undefined || refusal) return { target, outcome: refusal ?? { kind: 'gone' } };
  return { target: withRecovery(target, [id, oweMail(found, { mail, job }, at)], at), outcome: { kind: 'owed' } };
}

function refusalOf<F>(
  target: TargetState<F>,
  { found, mail }: { readonly found: StagedRecovery<F>; readonly mail: MailKind },
  { now, rules }: Moment,
): RequestMailOutcome | undefined {
  const { stage, state } = found;
  if (!isNextStep(stage, mail)) return { kind: 'gone' };
  // A lockout stops codes only: a link goes to a person who has verified a code.
  const lockout = mail === 'code' ? currentLockout(target, now) : undefined;
  if (lockout) return { kind: 'locked-out', ...lockout };
  if (countMailsLeft(rules, mail, found) === 0) return { kind: 'used-up' };
  const seconds = secondsToWait(state, { now, spacing: rules[mail].spacing });
  return seconds > 0 ? { kind: 'too-soon', seconds } : undefined;
}

/** Whether a mail of this kind is the next step. Asks the stage, because a link is due again once the session that it opened is over. */
const isNextStep = (stage: RecoveryStage, mail: MailKind): boolean =>
  'mail' in stage && stage.mail === mail && stage.kind !== 'bounced';

/** A mail that was never sent does not delay the next one. */
const secondsToWait = (
  state: RecoveryState,
  { now, spacing }: { readonly now: Instant; readonly spacing: number },
): number => ('owedAt' in state && state.owedAt !== undefined ? secondsUntil(addMs(state.owedAt, spacing), now) : 0);

/** Owes one more mail, to be sent by this job, and voids an earlier secret. */
export const oweMail = <F>(
  { begunAt, facts, givenUp, requested }: Pick<Recovery<F>, 'facts' | 'begunAt' | 'requested' | 'givenUp'>,
  { job, mail }: { readonly mail: MailKind; readonly job: string },
  { now, rules }: Moment,
): Omit<Recovery<F>, 'keptUntil'> => ({
  facts,
  begunAt,
  requested: incremented(requested, mail),
  givenUp,
  job,
  waiter: 'turn',
  state: {
    kind: 'owed',
    mail,
    owedAt: now,
    acceptBy: addMs(now, rules.acceptTimeout),
    attemptsLeft: mail === 'code' ? rules.code.attempts : 0,
  },
});

export const incremented = (counts: MailCounts, mail: MailKind): MailCounts => ({
  ...counts,
  [mail]: counts[mail] + 1,
});

/** Voids code, link and reset session; only `complete` still counts. A recovery that is done or bounced stays so. */
export function cancel<F>(target: TargetState<F>, { id }: { readonly id: string }, at: Moment): Step<F, void> {
  const found = target.recoveries[id];
  const isOver = found === undefined || ['done', 'bounced', 'cancelled'].includes(found.state.kind);
  if (isOver) return { target, outcome: undefined };
  const recovery = { ...found, waiter: 'turn', state: cancelled(found.state) } as const;
  return { target: withRecovery(target, [id, recovery], at), outcome: undefined };
}
