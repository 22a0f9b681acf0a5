import type { Brand } from '../../domain/brand';
import type { Claim } from '../../domain/claim/claim';
import type { LockoutStep } from '../../domain/recovery/lockout';
import type { Locale } from '../../domain/locale';
import type { CodeVerdict } from '../../domain/recovery/one-time-code';
import type { Lockout } from '../../domain/target-pause';
import type { Instant } from '../../domain/time';
import type { Mac } from '../security/key-ring';
import type { MailJobId, MailKind, SecretMailJob } from '../mail/mail-job';
import type { RecoveryId } from '../ids';
import type { ReplyAddress } from '../reply-address';
import type { SecurityPhrase } from '../security/phrase-book';

/** SHA-256 of a token in base64url. */
export type TokenDigest = Brand<string, 'TokenDigest'>;

/** What was settled when the recovery began. Kept sealed: it holds personal data. */
export interface RecoveryFacts {
  readonly claim: Claim;
  /** MAC of the registered mailbox: a mailbox that changed meanwhile voids the recovery. */
  readonly mailbox: Mac;
  /** The mailbox as the chat may show it, or nothing when configuration hides it. */
  readonly maskedMailbox: string;
  readonly credentialVersion: number;
  readonly phrase: SecurityPhrase;
  readonly locale: Locale;
  readonly replyTo: ReplyAddress;
  /** By which channel it was asked for. */
  readonly channel: string;
}

/** Where a recovery stands, as of the store's own now. `msLeft` is a span, since the reader's clock may differ from the store's. */
export type RecoveryStage =
  /** A mail is owed and not yet accepted by the mail service; it is cancelled in `msLeft`. */
  | { readonly kind: 'sending'; readonly mail: MailKind; readonly msLeft: number }
  /** The mail was accepted, or perhaps so: `unanswered`. Its code or link lives until `endsAt`. */
  | {
      readonly kind: 'live';
      readonly mail: MailKind;
      readonly endsAt: Instant;
      readonly msLeft: number;
      readonly attemptsLeft: number;
      readonly doubt?: MailUncertainty;
    }
  /** The mail service refused the mail, or did not take it in time. It may take the next one `retryAt`. */
  | { readonly kind: 'unsent'; readonly mail: MailKind; readonly mailsLeft: number; readonly retryAt?: Instant }
  /** The code or link ended unused: its time is over, its attempts are, or its target's failures void it. */
  | { readonly kind: 'ended'; readonly mail: MailKind; readonly mailsLeft: number }
  /** The mailbox sent a mail of this recovery back: no mail will arrive there. */
  | { readonly kind: 'bounced'; readonly mail: MailKind }
  /** The link was opened: a reset session runs until `endsAt`. */
  | { readonly kind: 'opened'; readonly endsAt: Instant; readonly msLeft: number }
  /** The key was changed. */
  | { readonly kind: 'done' }
  | { readonly kind: 'cancelled' };

/** Why nobody knows whether a mail was accepted. */
export type MailUncertainty = 'unanswered';

export interface RecoverySnapshot {
  readonly facts: RecoveryFacts;
  readonly stage: RecoveryStage;
  /** The job that sends the mail asked for last. */
  readonly job: MailJobId;
}

/** Whether one more mail may be sent now. */
export type RequestMailOutcome =
  | { readonly kind: 'owed' }
  /** Asked before the spacing was over. */
  | { readonly kind: 'too-soon'; readonly seconds: number }
  /** As many as one recovery gets were sent, or asked for in vain. */
  | { readonly kind: 'used-up' }
  | ({ readonly kind: 'paused' } & Lockout)
  | { readonly kind: 'gone' };

/** The numbers a store enforces; all times in ms. They come from the recovery policy. */
export interface RecoveryRules {
  /** How long a recovery is remembered after its last change. */
  readonly retention: number;
  /** Time between the request and the mail's acceptance after which the mail is cancelled. */
  readonly acceptTimeout: number;
  readonly code: {
    readonly lifetime: number;
    readonly attempts: number;
    readonly spacing: number;
    readonly most: number;
  };
  readonly link: { readonly lifetime: number; readonly spacing: number; readonly most: number };
  /** How many mails of one kind a recovery may ask for, those that were given up included. */
  readonly mostRequested: number;
  readonly resetSession: { readonly lifetime: number };
  readonly failures: { readonly pauses: readonly LockoutStep[]; readonly retention: number };
}

/** How many more mails of this kind a recovery may ask for, having asked for so many, of which so many were given up. */
export const countMailsLeft = (
  rules: Pick<RecoveryRules, MailKind | 'mostRequested'>,
  mail: MailKind,
  { asked, givenUp }: MailCount,
): number => Math.max(0, Math.min(rules[mail].most - (asked - givenUp), rules.mostRequested - asked));

interface MailCount {
  readonly asked: number;
  readonly givenUp: number;
}

/**
 * Recoveries and their secrets. Every method is one atomic step on the store's own clock; whatever counts, compares
 * or consumes happens inside it, so that parallel calls cannot pass a limit. Lifetimes are strict: at `endsAt` a
 * code or link is dead. Secrets arrive here as MACs or digests only.
 *
 * Every method throws Unavailable when the store cannot be reached: fail closed.
 */
export interface RecoveryStore {
  /**
   * Which of a target's MACs, one for each key of the ring, its next recovery is to begin with: the one by which the store remembers anything of
   * it, failures, a live link, a recovery, a pause, otherwise the first. So a change of keys neither forgets a pause nor lets a second link live.
   * Those who ask at the same time, with the same MACs in whatever order, are answered the same.
   */
  resolveTarget(macs: readonly [Mac, ...Mac[]]): Promise<Mac>;

  /**
   * Somebody said that it was not them: for `ms` from now nothing is begun for this target, and whatever is under way for it is cancelled at
   * once, codes, links and reset sessions. The last word counts. Answers when the pause ends.
   */
  suspend(target: Mac, ms: number): Promise<Instant>;

  /** Ends such a pause, not the rest after wrong codes; what was cancelled stays so. */
  lift(target: Mac): Promise<'resumed' | 'not-paused'>;

  /** Begins a recovery whose first code mail is owed, by this job, unless the target is paused. */
  create(
    id: RecoveryId,
    facts: RecoveryFacts,
    job: MailJobId,
  ): Promise<RequestMailOutcome & { kind: 'owed' | 'paused' }>;

  find(id: RecoveryId): Promise<RecoverySnapshot | undefined>;

  /**
   * Asks for one more mail of this kind, to be sent by this job and no other. When owed, the earlier code or link is dead from now on.
   * A code can be asked for only before one was verified, a link only after; neither while an opened link's reset session runs (`gone`,
   * and the session stays), but a link again once that session is over without a key. A mail that was given up neither counts among
   * `most` nor keeps the next one waiting; `mostAsked` bounds even those.
   */
  requestMail(id: RecoveryId, mail: MailKind, job: MailJobId): Promise<RequestMailOutcome>;

  /**
   * Places the MAC or digest of the secret just made for the mail that this job owes; an earlier one is dead (a job that is done twice
   * leaves one live secret). `cancelled` when this job owes no mail any more or `acceptWithin` is over.
   * Of one target at most one link is live: a placed link kills the one of any other recovery of the target.
   * `at` is the store's now: the mail prints `at + lifetime`, so the store's end is never earlier. `msLeft` is what is left of `acceptWithin`.
   * A placed code already counts as live for the person who is faster than the mail service's answer.
   */
  storeSecret(
    job: SecretMailJob,
    digest: Mac | TokenDigest,
  ): Promise<{ kind: 'placed'; at: Instant; msLeft: number } | { kind: 'cancelled' }>;

  /** Whether the mail with this secret is still to be sent: not cancelled, not accepted, not too late, and no other took its place. */
  checkOwed(job: SecretMailJob, digest: Mac | TokenDigest): Promise<'owed' | 'past'>;

  /**
   * The mail service accepted the mail with this secret, or may have: its lifetime starts now. `cancelled` when `acceptWithin` is
   * over (the secret dies and the stage is `unsent`, but the mail counts: it did leave), or when another secret took its place.
   * `tell`: nobody is waiting any more (see `handOver`), the conversation must be told.
   */
  activateSecret(
    job: SecretMailJob,
    digest: Mac | TokenDigest,
    doubt?: MailUncertainty,
  ): Promise<{ kind: 'started'; endsAt: Instant; tell: boolean } | { kind: 'cancelled'; tell: boolean }>;

  /**
   * The mail this job owes will not be sent: the stage becomes `unsent`, also for good when `acceptWithin` is over; the secret is dead
   * and the mail costs nothing (see `owe`). The next one is worth a try in `retryIn` ms. Changes nothing when this job owes none.
   * `tell` as in `start`.
   */
  markUnsent(job: SecretMailJob, retryIn?: number): Promise<{ tell: boolean }>;

  /**
   * The mailbox sent a mail of this kind back. The secret is dead and the stage is `bounced`, unless the person has shown since that the
   * mailbox is read (`past`: a code was verified, a link opened) or has given up (`gone`). A bounce never becomes anything else again.
   */
  markBounced(id: RecoveryId, mail: MailKind): Promise<'bounced' | 'past' | 'gone'>;

  /**
   * The turn that waited for the mail goes on without it. Answers with the stage as it is at that moment: when it is
   * still `sending`, whoever ends that is from now on answered `tell: true`, exactly once; otherwise the turn itself says it.
   */
  stopWaiting(id: RecoveryId): Promise<RecoveryStage | undefined>;

  /**
   * Judges one guess, given by its MAC under each key of the ring: paused target → dead code → count the attempt and the target's failure →
   * compare. On a match the code is consumed, the target's failures are forgotten and a link is owed, by this job. The code's last failed
   * attempt answers `exhausted`.
   */
  attempt(id: RecoveryId, guesses: readonly Mac[], job: MailJobId): Promise<CodeVerdict>;

  /** The recovery whose link or reset session has this digest; says nothing of whether it still lives. */
  findByToken(token: TokenDigest): Promise<RecoveryId | undefined>;

  /** Consumes the live link and starts a reset session in its place; of two parallel openings one succeeds. */
  openLink(
    id: RecoveryId,
    link: TokenDigest,
    sessionDigest: TokenDigest,
  ): Promise<{ kind: 'opened'; endsAt: Instant } | { kind: 'gone' }>;

  /**
   * How much of this reset session is left, in ms and above 0: a span, since the caller's clock may differ from the store's.
   * Nothing when it is over, cancelled, unknown, or another link took its place.
   */
  findResetSession(
    id: RecoveryId,
    session: TokenDigest,
  ): Promise<{ kind: 'running' | 'done'; msLeft: number } | undefined>;

  /**
   * The key was changed through this session: a fact that neither `cancel` nor the session's end, coming between, undoes. The
   * recovery is `done`. Answers whether this call was the one that ended it; `gone` when the session was never this recovery's,
   * or another link was asked for since.
   */
  complete(id: RecoveryId, session: TokenDigest): Promise<'finished' | 'already-finished' | 'gone'>;

  /** Kills code, link and reset session; only `finish` still counts. A recovery that is done or bounced stays so. */
  cancel(id: RecoveryId): Promise<void>;

  /** Whether the store answers. */
  ping(): Promise<void>;
}
