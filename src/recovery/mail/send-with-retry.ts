import type { EmailAddress } from '../../domain/mail/email-address';
import { Sensitive } from '../../domain/sensitive';
import { addMs, type Instant } from '../../domain/time';
import type { MailJob } from '../../ports/mail/mail-job';
import type { Mail } from '../../ports/mail/mail-renderer';
import type { Mailer, MailMessage, MailSendResult } from '../../ports/mail/mailer';
import { recordMailMetric } from '../measure-mail';
import type { RecoveryOptions } from '../options';
import { macMailbox } from '../secrets/digests';
import { acquireMailQuota } from './quota';

export interface OutgoingMail {
  readonly job: MailJob;
  readonly mail: Mail;
  readonly to: EmailAddress;
  /** When the mail must be accepted. */
  readonly deadline: Instant;
  /** Whether it is still to be sent, asked before each further try: much can happen while one rests. */
  isOwed(): Promise<boolean>;
}

/** `past`: while it rested the mail ceased to be owed, or another run of the job has taken it over. */
export type SendOutcome = MailSendResult | { readonly kind: 'past' };

type Deferral = MailSendResult & { readonly kind: 'deferred' };

/**
 * Sends one mail, trying again as long as that makes no second one: the same body under the same operation id. A job that is done again
 * has a new secret and so a new operation; the notice is the same mail each time.
 */
export async function sendWithRetry(options: RecoveryOptions, posting: OutgoingMail): Promise<SendOutcome> {
  const { reportError, keyRing, sentMails, random, mailRenderer } = options;
  const { job, mail, to } = posting;
  const operationId = job.kind === 'key-changed' ? job.id : random.uuid();
  // Before it leaves: the report on it may be faster than the answer.
  await sentMails.add(operationId, { recovery: job.recovery, kind: job.kind, mailbox: macMailbox(keyRing, to) });

  let tries = 0;
  const mailer: Mailer = {
    send(message) {
      tries += 1;
      return options.mailer.send(message);
    },
  };
  const message = { to: new Sensitive(to), operationId, ...mailRenderer.render(mail) };
  const receipt = await insist({ ...options, mailer }, posting, message);
  if ('cause' in receipt) reportError(receipt.cause);
  recordMailMetric(options, job, { posted: receipt, tries });
  return receipt;
}

async function insist(options: RecoveryOptions, posting: OutgoingMail, message: MailMessage): Promise<SendOutcome> {
  const { clock, mailer, settings } = options;
  const giveUpAt = addMs(clock.now(), settings.mail.retryFor);
  const pauses = [...settings.mail.delays];
  let taken: Deferral['taken'];

  for (;;) {
    const receipt = await mailer.send(message);
    if (receipt.kind !== 'deferred') return receipt;
    await spreadSilence(options, receipt);
    taken ??= receipt.taken;

    const pause = pauses.shift();
    if (pause === undefined || !(await mayTryAgain(options, posting, { pause, giveUpAt, receipt })))
      return lastWord(receipt, taken);
    if (!(await posting.isOwed())) return { kind: 'past' };
  }
}

/** A service that asks to be left alone means all mails, also those of other processes. */
async function spreadSilence({ mailQuota, settings }: RecoveryOptions, { retryAfter }: Deferral): Promise<void> {
  if (retryAfter !== undefined) await mailQuota.backOff(Math.min(retryAfter, settings.mail.longestBackOff));
}

interface NextTry {
  readonly receipt: Deferral;
  /** When the service does not say how long to rest. */
  readonly pause: number;
  /** When it does, it is heeded also beyond this. */
  readonly giveUpAt: Instant;
}

/** Rests, then takes one more token; not when the mail would be too late by then. */
async function mayTryAgain(options: RecoveryOptions, posting: OutgoingMail, next: NextTry): Promise<boolean> {
  const { clock, settings } = options;
  const { retryAfter } = next.receipt;
  const rest = retryAfter ?? next.pause;
  // Begun any later, it could be accepted after its time: a mail that arrives dead.
  const latest = addMs(posting.deadline, -settings.mail.tryTimeout);
  const end = retryAfter === undefined ? (Math.min(latest, next.giveUpAt) as Instant) : latest;
  if (addMs(clock.now(), rest) > end) return false;
  await clock.sleep(rest);
  return (await acquireMailQuota(options, posting.job.kind, end)).kind === 'granted';
}

/** If any try may have been taken, what was sent may be in the mailbox, whatever the last one came to. */
const lastWord = (receipt: Deferral, taken: Deferral['taken']): MailSendResult =>
  taken === 'perhaps' ? { kind: 'uncertain', cause: receipt.cause } : receipt;
