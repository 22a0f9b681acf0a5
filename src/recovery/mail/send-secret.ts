import { buildResetLink, type LinkToken } from '../../domain/recovery/reset-link';
import type { OneTimeCode } from '../../domain/recovery/one-time-code';
import { Sensitive } from '../../domain/sensitive';
import { addMs, type Instant } from '../../domain/time';
import { Unavailable } from '../../ports/errors';
import type { Mac } from '../../ports/security/key-ring';
import type { Mail } from '../../ports/mail/mail-renderer';
import type { SecretMailJob } from '../../ports/mail/mail-job';
import type { MailUncertainty, RecoveryFacts, TokenDigest } from '../../ports/recovery/recovery-store';
import { commonMailFields } from '../letter';
import type { RecoveryOptions } from '../options';
import { recheckEmployer } from '../target/recheck';
import { recordEvent } from '../audit';
import { digestToken, macCode, TOKEN_BYTES } from '../secrets/digests';
import { sendWithRetry } from './send-with-retry';
import { acquireMailQuota } from './quota';

export interface OwedSecretMail {
  readonly job: SecretMailJob;
  readonly facts: RecoveryFacts;
  /** Within which the mail must be accepted. */
  readonly msLeft: number;
}

/** Whether the conversation must be told how it went. */
type Settled = { readonly tell: boolean };

/**
 * The order matters: a full budget is found out before there is a secret; the secret's MAC is placed before the mail leaves, so that no
 * mail carries a code the store does not know; and its three minutes start when the mail service has accepted it, so that a slow service
 * does not eat them.
 */
export async function sendSecretMail(options: RecoveryOptions, owed: OwedSecretMail): Promise<Settled> {
  const { facts, job, msLeft } = owed;
  const { clock, store } = options;
  const checked = await recheckEmployer(options, facts);
  if (checked.kind === 'void') return giveUp(options, owed);

  // Whoever verified a code has earned the link, which waits for its place; a person who asks for a code is told when to come back.
  const patience = job.kind === 'link' ? msLeft : 0;
  const grant = await acquireMailQuota(options, job.kind, addMs(clock.now(), patience));
  if (grant.kind === 'full') {
    recordEvent(options, facts, { event: 'limit-reached', outcome: 'alert', reason: 'mail-budget' });
    return giveUp(options, owed, grant.retryIn);
  }

  const secret = makeSecret(options, job);
  const placed = await store.storeSecret(job, secret.digest);
  if (placed.kind === 'cancelled') return giveUp(options, owed);

  const mail = secret.mail(facts, placed.at);
  const deadline = addMs(clock.now(), placed.msLeft);
  const isOwed = async () => (await store.checkOwed(job, secret.digest)) === 'owed';
  const receipt = await sendWithRetry(options, { job, mail, to: checked.mailbox, deadline, isOwed });
  switch (receipt.kind) {
    case 'accepted':
      recordMail(options, owed, receipt.kind);
      return start(options, { job, digest: secret.digest, deadline });
    case 'uncertain':
      recordMail(options, owed, receipt.kind);
      // If it was taken, the person has a code that must work; the chat says that it may not come.
      return start(options, { job, digest: secret.digest, deadline, doubt: 'unanswered' });
    case 'refused':
      return receipt.what === 'mailbox' ? bounce(options, owed) : giveUp(options, owed);
    case 'deferred':
      return giveUp(options, owed, receipt.retryAfter);
    case 'past':
      return { tell: false };
  }
}

interface Accepted {
  readonly job: SecretMailJob;
  readonly digest: Digest;
  readonly doubt?: MailUncertainty;
  /** From then on it could not be recorded any more. */
  readonly deadline: Instant;
}

/** The mail has left: a store that is away just now must not lead to a second one. */
async function start(options: RecoveryOptions, { deadline, digest, doubt, job }: Accepted): Promise<Settled> {
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

function giveUp(options: RecoveryOptions, owed: OwedSecretMail, retryIn?: number): Promise<Settled> {
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

/** A mailbox that does not exist needs no report. */
async function bounce(options: RecoveryOptions, owed: OwedSecretMail): Promise<Settled> {
  const { sentMails, store } = options;
  const { facts, job } = owed;
  recordMail(options, owed, 'bounced');
  await sentMails.rememberBounce(facts.mailbox);
  return { tell: (await store.markBounced(job.recovery, job.kind)) === 'bounced' };
}

type Digest = Mac | TokenDigest;

interface Secret {
  readonly digest: Digest;
  mail(facts: RecoveryFacts, at: Instant): Mail;
}

/** The plain code or token exists from here to the mail call and nowhere else. */
function makeSecret({ keyRing, random, settings }: RecoveryOptions, { kind, recovery }: SecretMailJob): Secret {
  switch (kind) {
    case 'code': {
      const code = new Sensitive(random.digits(settings.codeLength) as OneTimeCode);
      return {
        digest: macCode(keyRing, recovery, code),
        mail: (facts, at) => ({ kind, ...commonMailFields(facts), code, endsAt: addMs(at, settings.lifetimes.code) }),
      };
    }
    case 'link': {
      const token = new Sensitive(random.token(TOKEN_BYTES) as LinkToken);
      const link = new Sensitive(buildResetLink(settings.publicUrl, token));
      return {
        digest: digestToken(token),
        mail: (facts, at) => ({ kind, ...commonMailFields(facts), link, endsAt: addMs(at, settings.lifetimes.link) }),
      };
    }
  }
}
