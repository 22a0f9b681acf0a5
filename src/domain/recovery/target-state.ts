import { addMs, type Instant } from '../time';
import type { MailCounts, MailKind, RecoveryRules } from './rules';

/**
 * Everything that is kept of one target: its failures, its suspension, and its recoveries. `F` are a recovery's facts, which no transition
 * reads. Ids, jobs and digests are opaque here.
 */
export interface TargetState<F> {
  /** Wrong codes over all recoveries of the target. */
  readonly failures?: Failures | undefined;
  /** Set by an operator. */
  readonly suspension?: Suspension | undefined;
  /** The recovery that has the target's only link. */
  readonly link?: { readonly recovery: string; readonly keptUntil: Instant } | undefined;
  readonly recoveries: Readonly<Record<string, Recovery<F>>>;
}

export interface Failures {
  readonly count: number;
  readonly lockout?: { readonly from: Instant; readonly until: Instant } | undefined;
  readonly keptUntil: Instant;
}

export interface Suspension {
  readonly from: Instant;
  /** Absent once it was lifted. */
  readonly until?: Instant | undefined;
  /** Until no recovery is left that was open when it began. */
  readonly keptUntil: Instant;
}

/** A recovery as its last event left it. Its stage also depends on the time, see `deriveStage`. */
export interface Recovery<F> {
  readonly facts: F;
  readonly begunAt: Instant;
  /** How many mails were requested. */
  readonly requested: MailCounts;
  /** How many of these were given up. */
  readonly givenUp: MailCounts;
  /** The job that sends the mail requested last. */
  readonly job: string;
  /** `turn`: a turn waits for the mail and gives its result. `nobody`: no turn waits, so the chat must be notified. */
  readonly waiter: 'turn' | 'nobody';
  readonly state: RecoveryState;
  readonly keptUntil: Instant;
}

/** A mail whose code or link can be used, or will be once it is sent. */
interface SecretMail {
  readonly mail: MailKind;
  readonly owedAt: Instant;
  readonly attemptsLeft: number;
}

/** Why it is unknown whether a mail was accepted. */
export type MailUncertainty = 'unanswered';

export type RecoveryState =
  /** The secret can be used as soon as it is stored: the person may be faster than the mail service's answer. */
  | (SecretMail & { readonly kind: 'owed'; readonly acceptBy: Instant; readonly digest?: string | undefined })
  | (SecretMail & {
      readonly kind: 'live';
      readonly endsAt: Instant;
      readonly digest: string;
      readonly doubt?: MailUncertainty | undefined;
    })
  | {
      readonly kind: 'unsent' | 'ended';
      readonly mail: MailKind;
      /** Absent when the mail was given up: the next one need not wait. */
      readonly owedAt?: Instant | undefined;
      /** When the mail service may take the next one. */
      readonly retryAt?: Instant | undefined;
    }
  | { readonly kind: 'bounced'; readonly mail: MailKind }
  /** A cancelled one keeps its reset session, because a key that is being changed through it still counts. */
  | (ResetSession & { readonly kind: 'opened' | 'done' | 'cancelled' })
  /** Without a session, keeps the kind of the mail requested last. */
  | { readonly kind: 'cancelled'; readonly mail: MailKind };

interface ResetSession {
  readonly session: string;
  readonly endsAt: Instant;
  /** When its link was requested. */
  readonly owedAt: Instant;
}

export const EMPTY_TARGET: TargetState<never> = { recoveries: {} };

/** When a transition happens, by the store's clock, and by which rules. */
export interface Moment {
  readonly now: Instant;
  readonly rules: RecoveryRules;
}

/** What a transition leads to. `target` is the same object when nothing changed. */
export interface Step<F, O> {
  readonly target: TargetState<F>;
  readonly outcome: O;
}

/** Returns the target without what is kept no longer. */
export function withoutExpired<F>(target: TargetState<F>, now: Instant): TargetState<F> {
  const keep = <T extends { readonly keptUntil: Instant }>(entry: T | undefined): T | undefined =>
    entry !== undefined && now < entry.keptUntil ? entry : undefined;
  return {
    failures: keep(target.failures),
    suspension: keep(target.suspension),
    link: keep(target.link),
    recoveries: Object.fromEntries(Object.entries(target.recoveries).filter(([, recovery]) => keep(recovery))),
  };
}

/** Returns until when anything of the target must be kept. */
export const keptUntil = <F>({ failures, link, recoveries, suspension }: TargetState<F>): Instant =>
  [failures, link, suspension, ...Object.values(recoveries)].reduce(
    (latest, entry) => (entry === undefined || entry.keptUntil < latest ? latest : entry.keptUntil),
    0 as Instant,
  );

/**
 * Returns how important what is kept of the target is: 0 for nothing, most for failures, which must not be lost. A suspension has the least
 * weight, because a target is suspended under all its names.
 */
export const weightOf = <F>({ failures, link, recoveries, suspension }: TargetState<F>): number =>
  1 + [suspension, Object.keys(recoveries)[0], link, failures].findLastIndex((entry) => entry !== undefined);

/** Puts a changed recovery into the target, and keeps it for the retention from now on. */
export function withRecovery<F>(
  target: TargetState<F>,
  [id, changed]: readonly [id: string, recovery: Omit<Recovery<F>, 'keptUntil'>],
  { now, rules }: Moment,
): TargetState<F> {
  const { begunAt, facts, givenUp, job, requested, state, waiter } = changed;
  const keptUntil = addMs(now, rules.retention);
  const recovery = { facts, begunAt, requested, givenUp, job, waiter, state, keptUntil };
  return { ...target, recoveries: { ...target.recoveries, [id]: recovery } };
}
