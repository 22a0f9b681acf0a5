import { maskRuc } from '../../domain/claim/ruc';
import type { EmailAddress } from '../../domain/mail/email-address';
import { Sensitive } from '../../domain/sensitive';
import { addMs, type Instant } from '../../domain/time';
import type { MailJob } from '../../ports/mail/mail-job';
import type { Mail } from '../../ports/mail/mail-renderer';
import type { Mailer, MailMessage, MailSendResult } from '../../ports/mail/mailer';
import type { RecoveryFacts } from '../../ports/recovery/recovery-store';
import type { RecoveryOptions } from '../options';
import { macMailbox } from '../secrets/digests';
import { acquireMailQuota } from './quota';

/** The fields that every mail of a recovery shows. */
export const commonMailFields = ({ claim, locale, phrase }: RecoveryFacts, job: MailJob) => ({
  locale: job.locale ?? locale,
  phrase,
  maskedRuc: maskRuc(claim.ruc),
  branch: claim.branch,
});

export interface OutgoingMail {
  readonly job: MailJob;
  readonly mail: Mail;
  readonly to: EmailAddress;
  /** When the mail must be accepted. */
  readonly deadline: Instant;
  /** Whether the mail is still to be sent. Called before each further try, since a recovery may change during a delay. */
  isOwed(): Promise<boolean>;
}

/** `past`: during a delay the mail ceased to be owed, or another run of the job took over. */
export type SendOutcome = MailSendResult | { readonly kind: 'past' };

type Deferral = MailSendResult & { readonly kind: 'deferred' };

/**
 * Sends one mail. Retries only where the mail service recognises the same mail: the same body under the same operation id. A repeated job
 * has a new secret and therefore a new operation id; the key-changed notice is the same mail each time. @throws Unavailable
 */
export async function sendWithRetry(options: RecoveryOptions, outgoing: OutgoingMail): Promise<SendOutcome> {
  const { keyRing, mailRenderer, random, reportError, sentMails } = options;
  const { job, mail, to } = outgoing;
  const operationId = job.kind === 'key-changed' ? job.id : random.uuid();
  // Before the mail is sent: its delivery report may arrive before the mail service's answer.
  await sentMails.add(operationId, { recovery: job.recovery, kind: job.kind, mailbox: macMailbox(keyRing, to) });

  let tries = 0;
  const mailer: Mailer = {
    send(message) {
      tries += 1;
      return options.mailer.send(message);
    },
  };
  const message = { to: new Sensitive(to), operationId, ...mailRenderer.render(mail) };
  const outcome = await retry({ ...options, mailer }, outgoing, message);
  if ('cause' in outcome) reportError(outcome.cause);
  recordMailMetric(options, job, { outcome, tries });
  return outcome;
}

async function retry(options: RecoveryOptions, outgoing: OutgoingMail, message: MailMessage): Promise<SendOutcome> {
  const { clock, mailer, settings } = options;
  const giveUpAt = addMs(clock.now(), settings.mail.retryFor);
  const delays = [...settings.mail.delays];
  let mayBeAccepted = false;

  for (;;) {
    const result = await mailer.send(message);
    if (result.kind !== 'deferred') return result;
    await shareBackOff(options, result);
    mayBeAccepted ||= result.mayBeAccepted ?? false;

    const delay = delays.shift();
    if (delay === undefined || !(await waitForNextTry(options, outgoing, { delay, giveUpAt, result })))
      return lastResult(result, mayBeAccepted);
    if (!(await outgoing.isOwed())) return { kind: 'past' };
  }
}

/** A back-off that the mail service asks for holds for all mails, also those of other processes. */
async function shareBackOff({ mailQuota, settings }: RecoveryOptions, { retryAfter }: Deferral): Promise<void> {
  if (retryAfter !== undefined) await mailQuota.backOff(Math.min(retryAfter, settings.mail.longestBackOff));
}

interface NextTry {
  readonly result: Deferral;
  /** Delay (ms) when the mail service names none. */
  readonly delay: number;
  /** Bound on the next try when the mail service names no delay; a delay that it names may go beyond. */
  readonly giveUpAt: Instant;
}

/** Sleeps, then acquires quota once more. Returns false when the mail would be too late by then. */
async function waitForNextTry(options: RecoveryOptions, outgoing: OutgoingMail, next: NextTry): Promise<boolean> {
  const { clock, settings } = options;
  const { retryAfter } = next.result;
  const delay = retryAfter ?? next.delay;
  // A try that starts later could be accepted after the deadline: the mail would arrive with a void secret.
  const latest = addMs(outgoing.deadline, -settings.mail.tryTimeout);
  const end = retryAfter === undefined ? (Math.min(latest, next.giveUpAt) as Instant) : latest;
  if (addMs(clock.now(), delay) > end) return false;
  await clock.sleep(delay);
  return (await acquireMailQuota(options, outgoing.job.kind, end)).kind === 'acquired';
}

/** When any try may have been accepted, the mail may be in the mailbox, whatever the last result is. */
const lastResult = (result: Deferral, mayBeAccepted: boolean): MailSendResult =>
  mayBeAccepted ? { kind: 'uncertain', cause: result.cause } : result;

interface MailMetric {
  readonly outcome: SendOutcome;
  readonly tries: number;
}

function recordMailMetric(
  { clock, metrics }: RecoveryOptions,
  { askedAt, kind }: MailJob,
  { outcome, tries }: MailMetric,
): void {
  // Another process may have created the job, and its clock may be ahead of this one.
  const ms = Math.max(0, clock.now() - askedAt);
  metrics?.record({ measured: 'mail', kind, outcome: metricOutcome(outcome), tries, ms });
}

function metricOutcome(outcome: SendOutcome) {
  if (outcome.kind !== 'refused') return outcome.kind;
  return outcome.what === 'mailbox' ? 'bounced' : 'refused';
}
