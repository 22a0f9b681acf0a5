import type { Brand } from '../../domain/brand';
import type { Claim } from '../../domain/claim/claim';
import type { Locale } from '../../domain/locale';
import type { CodeVerdict } from '../../domain/recovery/one-time-code';
import type { Instant } from '../../domain/time';
import type { Mac } from '../security/key-ring';
import type { MailKind } from '../../domain/recovery/rules';
import type { MailJobId, SecretMailJob } from '../mail/mail-job';
import type { RecoveryId, ReplyAddress } from '../ids';
import type { RecoveryStage } from '../../domain/recovery/stage';
import type { MailUncertainty } from '../../domain/recovery/target-state';
import type { RequestMailOutcome } from '../../domain/recovery/transitions/recovery';
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

export interface RecoverySnapshot {
  readonly facts: RecoveryFacts;
  readonly stage: RecoveryStage;
  /** The job that sends the mail requested last. */
  readonly job: MailJobId;
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
