import type { Brand } from '../../domain/brand';
import type { Claim } from '../../domain/claim/claim';
import type { LockoutStep, Lockout } from '../../domain/recovery/lockout';
import type { Locale } from '../../domain/locale';
import type { CodeVerdict } from '../../domain/recovery/one-time-code';
import type { Instant } from '../../domain/time';
import type { Mac } from '../security/key-ring';
import type { MailJobId, MailKind, SecretMailJob } from '../mail/mail-job';
import type { RecoveryId, ReplyAddress } from '../ids';
import type { SecurityPhrase } from '../security/phrase-book';

/** SHA-256 of a token in base64url. */
export type TokenDigest = Brand<string, 'TokenDigest'>;

/** Fixed when the recovery began. Stored sealed, since it holds personal data. */
export interface RecoveryFacts {
  readonly claim: Claim;
  /** MAC of the registered mailbox: a mailbox that changed meanwhile voids the recovery. */
  readonly mailbox: Mac;
  /** The mailbox as the chat may show it; empty when the configuration hides it. */
  readonly maskedMailbox: string;
  /** The employer's legal name by `maskLegalName`; absent when the registry has none, and in recoveries of earlier versions. */
  readonly maskedName?: string;
  readonly credentialVersion: number;
  readonly phrase: SecurityPhrase;
  readonly locale: Locale;
  readonly replyTo: ReplyAddress;
  /** The channel in which it began. */
  readonly channel: string;
}

/** The state of a recovery by the store's clock. `msLeft` is a span (ms), since the caller's clock may differ. */
export type RecoveryStage =
  /** A mail is owed and not yet accepted by the mail service; it is cancelled in `msLeft`. */
  | { readonly kind: 'sending'; readonly mail: MailKind; readonly msLeft: number }
  /** The mail was accepted, or perhaps so: `unanswered`. Its code or link is live until `endsAt`. */
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

/** Why it is unknown whether a mail was accepted. */
export type MailUncertainty = 'unanswered';

export interface RecoverySnapshot {
  readonly facts: RecoveryFacts;
  readonly stage: RecoveryStage;
  /** The job that sends the mail requested last. */
  readonly job: MailJobId;
}

/** Whether one more mail may be sent now. */
export type RequestMailOutcome =
  | { readonly kind: 'owed' }
  /** Requested before the spacing was over. */
  | { readonly kind: 'too-soon'; readonly seconds: number }
  /** The recovery has had all its mails, or all its requests. */
  | { readonly kind: 'used-up' }
  | ({ readonly kind: 'locked-out' } & Lockout)
  | { readonly kind: 'gone' };

/** The numbers that a store enforces; they are `recoveryRules` of src/policy/recovery.ts. All times in ms. */
export interface RecoveryRules {
  /** How long a recovery is kept after its last change. */
  readonly retention: number;
  /** Time after the request at which a mail that was not accepted is cancelled. */
  readonly acceptTimeout: number;
  readonly code: {
    readonly lifetime: number;
    readonly attempts: number;
    readonly spacing: number;
    readonly most: number;
  };
  readonly link: { readonly lifetime: number; readonly spacing: number; readonly most: number };
  /** Upper bound on the requests for mails of one kind, including mails that were never sent. */
  readonly mostRequested: number;
  readonly resetSession: { readonly lifetime: number };
  readonly failures: { readonly lockoutSteps: readonly LockoutStep[]; readonly retention: number };
}

/** Returns how many more mails of this kind a recovery may request. */
export const countMailsLeft = (
  rules: Pick<RecoveryRules, MailKind | 'mostRequested'>,
  mail: MailKind,
  { requested, givenUp }: MailCount,
): number => Math.max(0, Math.min(rules[mail].most - (requested - givenUp), rules.mostRequested - requested));

interface MailCount {
  readonly requested: number;
  readonly givenUp: number;
}

/**
 * Recoveries and their secrets. Every method is one atomic step by the store's own clock: counting, comparing and consuming happen inside
 * it, so that parallel calls cannot pass a limit. Lifetimes are strict: a code or link ends at `endsAt`. Secrets are passed as MACs or
 * digests only. Every method throws Unavailable when the store is down, so that it fails closed.
 */
export interface RecoveryStore {
  /**
   * Returns the MAC with which the ids of the target's recoveries start. `macs` are the target's MACs under each key of the ring. Returns the
   * one under which the store holds failures, a live link, a recovery, a lockout or a suspension, otherwise the first. A key rotation therefore neither lifts a
   * lockout nor allows a second live link. Parallel calls with the same MACs, in any order, return the same one.
   */
  resolveTarget(macs: readonly [Mac, ...Mac[]]): Promise<Mac>;

  /**
   * Suspends the target for `ms`: no recovery begins for it, and its codes, links and reset sessions are cancelled at once. A later call
   * replaces an earlier one. Returns when the suspension ends.
   */
  suspend(target: Mac, ms: number): Promise<Instant>;

  /** Lifts a suspension, but not a lockout after wrong codes. What was cancelled stays cancelled. */
  lift(target: Mac): Promise<'lifted' | 'not-suspended'>;

  /** Begins a recovery whose first code mail is owed by this job, unless the target is locked out or suspended. */
  create(
    id: RecoveryId,
    facts: RecoveryFacts,
    job: MailJobId,
  ): Promise<RequestMailOutcome & { kind: 'owed' | 'locked-out' }>;

  find(id: RecoveryId): Promise<RecoverySnapshot | undefined>;

  /**
   * Requests one more mail of this kind, to be sent by this job and no other. When owed, the earlier code or link is void from now on.
   * A code can be requested only before one was verified, a link only after. Neither can while a reset session runs (`gone`, and the session
   * stays), but a link can again once that session ended without a new key. A mail that was never sent neither counts among `most` nor
   * delays the next one; `mostRequested` bounds these.
   */
  requestMail(id: RecoveryId, mail: MailKind, job: MailJobId): Promise<RequestMailOutcome>;

  /**
   * Stores the MAC or digest of the secret made for the mail that this job owes. An earlier one becomes void, so a job that runs twice leaves
   * one usable secret. `cancelled` when this job owes no mail any more or `acceptTimeout` is over.
   * At most one link of a target is live: storing a link voids the link of any other recovery of the target.
   * `at` is the store's time: the mail prints `at + lifetime`, so the secret never ends earlier than printed. `msLeft` is the rest of
   * `acceptTimeout`. A stored code can be used at once, since the person may be faster than the mail service's answer.
   */
  storeSecret(
    job: SecretMailJob,
    digest: Mac | TokenDigest,
  ): Promise<{ kind: 'stored'; at: Instant; msLeft: number } | { kind: 'cancelled' }>;

  /** Whether the mail with this secret is still to be sent: not cancelled, accepted, too late or replaced. */
  checkOwed(job: SecretMailJob, digest: Mac | TokenDigest): Promise<'owed' | 'past'>;

  /**
   * The mail service accepted the mail with this secret, or may have: its lifetime starts now. `cancelled` when another secret replaced it,
   * or when `acceptTimeout` is over: the secret is void and the stage is `unsent`, but the mail counts, since it was sent.
   * `notify`: no turn waits for the mail any more (see `stopWaiting`), so the caller must notify the chat.
   */
  activateSecret(
    job: SecretMailJob,
    digest: Mac | TokenDigest,
    doubt?: MailUncertainty,
  ): Promise<{ kind: 'activated'; endsAt: Instant; notify: boolean } | { kind: 'cancelled'; notify: boolean }>;

  /**
   * The mail that this job owes will not be sent: the stage becomes `unsent`, the secret is void and the mail does not count (see
   * `requestMail`). The next one is worth a try in `retryIn` ms. Changes nothing when this job owes no mail. `notify` as in `activateSecret`.
   */
  markUnsent(job: SecretMailJob, retryIn?: number): Promise<{ notify: boolean }>;

  /**
   * A mail of this kind bounced. The secret is void and the stage is `bounced` for good, unless the person has used the mailbox since
   * (`past`: a code was verified, a link opened) or cancelled the recovery (`gone`).
   */
  markBounced(id: RecoveryId, mail: MailKind): Promise<'bounced' | 'past' | 'gone'>;

  /**
   * The turn that waited for the mail goes on without it. Returns the stage at that moment. When it is still `sending`, the call that ends it
   * returns `notify: true`, exactly once; otherwise the turn itself announces the result.
   */
  stopWaiting(id: RecoveryId): Promise<RecoveryStage | undefined>;

  /**
   * Judges one guess, given by its MAC under each key of the ring, in this order: locked-out target, unusable code, count the attempt and the
   * target's failure, compare. On a match the code is consumed, the target's failures are reset and a link is owed by this job. The last
   * failed attempt at a code returns `exhausted`.
   */
  attempt(id: RecoveryId, guesses: readonly Mac[], job: MailJobId): Promise<CodeVerdict>;

  /** The recovery whose link or reset session has this digest, whether that is still live or not. */
  findByToken(token: TokenDigest): Promise<RecoveryId | undefined>;

  /** Consumes the live link and starts a reset session in its place. Of two parallel calls one succeeds. */
  openLink(
    id: RecoveryId,
    link: TokenDigest,
    sessionDigest: TokenDigest,
  ): Promise<{ kind: 'opened'; endsAt: Instant } | { kind: 'gone' }>;

  /**
   * Returns the time (ms, above 0) left of this reset session: a span, since the caller's clock may differ from the store's. Undefined when
   * the session is over, cancelled, unknown, or replaced by another link.
   */
  findResetSession(
    id: RecoveryId,
    session: TokenDigest,
  ): Promise<{ kind: 'running' | 'done'; msLeft: number } | undefined>;

  /**
   * The key was changed in this session: the recovery is `done`, even when it was cancelled or its session ended in between. Returns whether
   * this call was the one that completed it; `gone` when the session does not belong to this recovery, or another link was requested since.
   */
  complete(id: RecoveryId, session: TokenDigest): Promise<'completed' | 'already-completed' | 'gone'>;

  /** Voids code, link and reset session; only `complete` still counts. A recovery that is done or bounced stays so. */
  cancel(id: RecoveryId): Promise<void>;

  /** Whether the store answers. */
  ping(): Promise<void>;
}
