import type { EmailAddress } from '../domain/email-address';
import { Sensitive } from '../domain/sensitive';
import { later, type Instant } from '../domain/time';
import type { MailJob } from '../ports/mail-job';
import type { Mail } from '../ports/mail-writer';
import type { MailMessage, MailReceipt } from '../ports/mailer';
import { macMailbox } from './secrets';
import type { RecoveryOptions } from './options';
import { takeFromBudget } from './take-from-budget';

export interface Posting {
  readonly job: MailJob;
  readonly mail: Mail;
  readonly to: EmailAddress;
  /** Within which the mail must be accepted; without it there is no end. */
  readonly msLeft?: number | undefined;
}

/**
 * Sends one mail, trying again as long as that makes no second one: the same body under the same operation id. A job that is done again
 * has a new secret and so a new operation; the notice is the same mail each time.
 */
export async function sendPatiently(options: RecoveryOptions, posting: Posting): Promise<MailReceipt> {
  const { alarm, keyRing, ledger, random, writer } = options;
  const { job, mail, to } = posting;
  const operation = job.kind === 'key-changed' ? job.id : random.uuid();
  // Before it leaves: the report on it may be faster than the answer.
  await ledger.enter(operation, { recovery: job.recovery, kind: job.kind, mailbox: macMailbox(keyRing, to) });

  const message = { to: new Sensitive(to), operation, ...writer.write(mail) };
  const receipt = await insist(options, { job, message, msLeft: posting.msLeft });
  if ('cause' in receipt) alarm(receipt.cause);
  return receipt;
}

async function insist(options: RecoveryOptions, { job, message, msLeft = Infinity }: Errand): Promise<MailReceipt> {
  const { clock, mailer, settings } = options;
  const began = clock.now();
  const ends = { asked: later(began, msLeft), unasked: later(began, Math.min(msLeft, settings.mail.retryWithin)) };

  for (const pause of settings.mail.pauses) {
    const receipt = await mailer.send(message);
    if (receipt.kind !== 'deferred' || !(await mayTryAgain(options, receipt, { job, pause, ...ends }))) return receipt;
  }
  return mailer.send(message);
}

interface Errand extends Pick<Posting, 'job' | 'msLeft'> {
  readonly message: MailMessage;
}

interface NextTry {
  readonly job: MailJob;
  readonly pause: number;
  /** The end for tries after a pause that the service asked for, and for those after our own. */
  readonly asked: Instant;
  readonly unasked: Instant;
}

/** Rests as the service asks, or as is usual, then takes a token more; not when the time would be over by then. Whether it may be tried. */
async function mayTryAgain(
  options: RecoveryOptions,
  { retryAfter }: MailReceipt & { kind: 'deferred' },
  { asked, job, pause, unasked }: NextTry,
): Promise<boolean> {
  const { budget, clock, settings } = options;
  // It means all mails, also those of other processes.
  if (retryAfter !== undefined) await budget.pause(Math.min(retryAfter, settings.mail.longestSilence));
  const rest = retryAfter ?? pause;
  const end = retryAfter === undefined ? unasked : asked;
  if (later(clock.now(), rest) >= end) return false;
  await clock.pause(rest);
  return (await takeFromBudget(options, job.kind, end)).kind === 'granted';
}
