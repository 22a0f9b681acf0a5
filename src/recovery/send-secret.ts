import { resetLink, type LinkToken } from '../domain/reset-link';
import type { OneTimeCode } from '../domain/one-time-code';
import { Sensitive } from '../domain/sensitive';
import { later, type Instant } from '../domain/time';
import { Unavailable } from '../ports/errors';
import type { Mac } from '../ports/key-ring';
import type { Mail } from '../ports/mail-writer';
import type { SecretMailJob } from '../ports/mail-job';
import type { MailDoubt, RecoveryFacts, TokenDigest } from '../ports/recovery-store';
import { letterOf } from './letter';
import type { RecoveryOptions } from './options';
import { recheck } from './recheck';
import { record } from './record';
import { digestToken, macCode, TOKEN_BYTES } from './secrets';
import { sendPatiently } from './send-patiently';
import { takeFromBudget } from './take-from-budget';

export interface OwedSecret {
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
export async function sendSecret(options: RecoveryOptions, owed: OwedSecret): Promise<Settled> {
  const { facts, job, msLeft } = owed;
  const { clock, store } = options;
  const checked = await recheck(options, facts);
  if (checked.kind === 'void') return giveUp(options, owed);

  // Whoever verified a code has earned the link, which waits for its place; a person who asks for a code is told when to come back.
  const patience = job.kind === 'link' ? msLeft : 0;
  const grant = await takeFromBudget(options, job.kind, later(clock.now(), patience));
  if (grant.kind === 'full') {
    record(options, facts, { event: 'limit-reached', outcome: 'alert', reason: 'mail-budget' });
    return giveUp(options, owed, grant.retryIn);
  }

  const secret = makeSecret(options, job);
  const placed = await store.place(job, secret.digest);
  if (placed.kind === 'cancelled') return giveUp(options, owed);

  const mail = secret.mail(facts, placed.at);
  const deadline = later(clock.now(), placed.msLeft);
  const isOwed = async () => (await store.owes(job, secret.digest)) === 'owed';
  const receipt = await sendPatiently(options, { job, mail, to: checked.mailbox, deadline, isOwed });
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
  readonly doubt?: MailDoubt;
  /** From then on it could not be recorded any more. */
  readonly deadline: Instant;
}

/** The mail has left: a store that is away just now must not lead to a second one. */
async function start(options: RecoveryOptions, { deadline, digest, doubt, job }: Accepted): Promise<Settled> {
  const { clock, settings, store } = options;
  for (;;) {
    try {
      return await store.start(job, digest, doubt);
    } catch (error) {
      if (!(error instanceof Unavailable) || clock.now() >= deadline) throw error;
      await clock.pause(settings.mail.storePause);
    }
  }
}

function giveUp(options: RecoveryOptions, owed: OwedSecret, retryIn?: number): Promise<Settled> {
  recordMail(options, owed, 'unsent');
  return options.store.giveUp(owed.job, retryIn);
}

const recordMail = (
  options: RecoveryOptions,
  { facts, job }: OwedSecret,
  outcome: 'accepted' | 'uncertain' | 'unsent' | 'bounced',
): void => {
  record(options, facts, { event: 'mail', outcome, reason: job.kind });
};

/** A mailbox that does not exist needs no report. */
async function bounce(options: RecoveryOptions, owed: OwedSecret): Promise<Settled> {
  const { ledger, store } = options;
  const { facts, job } = owed;
  recordMail(options, owed, 'bounced');
  await ledger.rememberBounce(facts.mailbox);
  return { tell: (await store.bounce(job.recovery, job.kind)) === 'bounced' };
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
        mail: (facts, at) => ({ kind, ...letterOf(facts), code, endsAt: later(at, settings.lifetimes.code) }),
      };
    }
    case 'link': {
      const token = new Sensitive(random.token(TOKEN_BYTES) as LinkToken);
      const link = new Sensitive(resetLink(settings.publicUrl, token));
      return {
        digest: digestToken(token),
        mail: (facts, at) => ({ kind, ...letterOf(facts), link, endsAt: later(at, settings.lifetimes.link) }),
      };
    }
  }
}
