import { buildResetLink, type LinkToken } from '../../domain/recovery/reset-link';
import type { OneTimeCode } from '../../domain/recovery/one-time-code';
import { Sensitive } from '../../domain/sensitive';
import { addMs, type Instant } from '../../domain/time';
import { Unavailable } from '../../ports/errors';
import type { Mac } from '../../ports/security/key-ring';
import type { Mail } from '../../ports/mail/mail-renderer';
import type { SecretMailJob } from '../../ports/mail/mail-job';
import type { RecoveryFacts, TokenDigest } from '../../ports/recovery/recovery-store';
import type { MailUncertainty } from '../../domain/recovery/target-state';
import type { RecoveryOptions } from '../options';
import { recheckEmployer } from '../target/recheck';
import { recordEvent } from '../audit';
import { digestToken, macCode, TOKEN_BYTES } from '../secrets/digests';
import { commonMailFields, sendWithRetry } from './send-with-retry';
import { acquireMailQuota } from './quota';

export interface OwedSecretMail {
  readonly job: SecretMailJob;
  readonly facts: RecoveryFacts;
  /** Time left (ms) within which the mail must be accepted. */
  readonly msLeft: number;
}

/** `notify`: no turn waits any more, so the chat must be notified. */
type SendingResult = { readonly notify: boolean };

/**
 * Sends the mail with a new code or link. The order matters. The quota comes first, so that a full quota makes no secret. The secret is
 * stored before the mail is sent, so that no mail carries a secret unknown to the store. Its lifetime starts when the mail is accepted, so
 * that a slow mail service does not shorten it. @throws Unavailable
 */
export async function sendSecretMail(options: RecoveryOptions, owed: OwedSecretMail): Promise<SendingResult> {
  const { facts, job, msLeft } = owed;
  const { clock, store } = options;
  const checked = await recheckEmployer(options, facts);
  if (checked.kind === 'void') return giveUp(options, owed);

  // A link waits for quota, since its code is used up. A code does not: the chat says when to ask again.
  const longestWait = job.kind === 'link' ? msLeft : 0;
  const quota = await acquireMailQuota(options, job.kind, addMs(clock.now(), longestWait));
  if (quota.kind === 'exceeded') {
    recordEvent(options, facts, { event: 'limit-reached', outcome: 'alert', reason: 'mail-budget' });
    return giveUp(options, owed, quota.retryIn);
  }

  const secret = createSecret(options, job);
  const stored = await store.storeSecret(job, secret.digest);
  if (stored.kind === 'cancelled') return giveUp(options, owed);

  const mail = secret.mail(facts, stored.at);
  const deadline = addMs(clock.now(), stored.msLeft);
  const isOwed = async () => (await store.checkOwed(job, secret.digest)) === 'owed';
  const sent = await sendWithRetry(options, { job, mail, to: checked.mailbox, deadline, isOwed });
  switch (sent.kind) {
    case 'accepted':
      recordMail(options, owed, sent.kind);
      return activate(options, { job, digest: secret.digest, deadline });
    case 'uncertain':
      recordMail(options, owed, sent.kind);
      // The mail may have been accepted, so its code must work; the chat says that it may not arrive.
      return activate(options, { job, digest: secret.digest, deadline, doubt: 'unanswered' });
    case 'refused':
      return sent.what === 'mailbox' ? bounce(options, owed) : giveUp(options, owed);
    case 'deferred':
      return giveUp(options, owed, sent.retryAfter);
    case 'past':
      return { notify: false };
  }
}

interface AcceptedMail {
  readonly job: SecretMailJob;
  readonly digest: Digest;
  readonly doubt?: MailUncertainty;
  /** After this the store no longer accepts the activation. */
  readonly deadline: Instant;
}

/** Activates the secret. Retries while the store is down, because repeating the job would send a second mail. */
async function activate(
  options: RecoveryOptions,
  { deadline, digest, doubt, job }: AcceptedMail,
): Promise<SendingResult> {
  const { clock, settings, store } = options;
  for (;;) {
    try {
      return await store.activateSecret(job, digest, doubt);
    } catch (error) {
      if (!(error instanceof Unavailable) || clock.now() >= deadline) throw error;
      await clock.sleep(settings.mail.storeRetryDelay);
    }
  }
}

function giveUp(options: RecoveryOptions, owed: OwedSecretMail, retryIn?: number): Promise<SendingResult> {
  recordMail(options, owed, 'unsent');
  return options.store.markUnsent(owed.job, retryIn);
}

const recordMail = (
  options: RecoveryOptions,
  { facts, job }: OwedSecretMail,
  outcome: 'accepted' | 'uncertain' | 'unsent' | 'bounced',
): void => {
  recordEvent(options, facts, { event: 'mail', outcome, reason: job.kind });
};

/** The mail service says at once that the mailbox does not exist: handled like a bounce that was reported. */
async function bounce(options: RecoveryOptions, owed: OwedSecretMail): Promise<SendingResult> {
  const { sentMails, store } = options;
  const { facts, job } = owed;
  recordMail(options, owed, 'bounced');
  await sentMails.rememberBounce(facts.mailbox);
  return { notify: (await store.markBounced(job.recovery, job.kind)) === 'bounced' };
}

type Digest = Mac | TokenDigest;

interface Secret {
  readonly digest: Digest;
  mail(facts: RecoveryFacts, at: Instant): Mail;
}

/** The plain code or token exists only between this call and the mail service. */
function createSecret({ keyRing, random, settings }: RecoveryOptions, job: SecretMailJob): Secret {
  switch (job.kind) {
    case 'code': {
      const code = new Sensitive(random.digits(settings.codeLength) as OneTimeCode);
      return {
        digest: macCode(keyRing, job.recovery, code),
        mail: (facts, at) => ({
          ...commonMailFields(facts, job),
          ...lifetimeFrom(at, settings.lifetimes.code),
          kind: 'code',
          code,
          isResent: job.isResent ?? false,
        }),
      };
    }
    case 'link': {
      const token = new Sensitive(random.token(TOKEN_BYTES) as LinkToken);
      return {
        digest: digestToken(token),
        mail: (facts, at) => {
          const common = commonMailFields(facts, job);
          const link = new Sensitive(buildResetLink(settings.publicUrl, token, common.locale));
          return { ...common, ...lifetimeFrom(at, settings.lifetimes.link), kind: 'link', link };
        },
      };
    }
  }
}

const lifetimeFrom = (at: Instant, lifetime: number) => ({ endsAt: addMs(at, lifetime), lifetime });
