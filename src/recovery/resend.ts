import type { EmailAddress } from '../domain/mail/email-address';
import type { Locale } from '../domain/locale';
import type { RecoveryId } from '../ports/ids';
import type { MailKind } from '../domain/recovery/rules';
import type { RecoveryFacts } from '../ports/recovery/recovery-store';
import { recordEvent } from './audit';
import { reserveMail } from './limits/mail-limits';
import { createMailJob, startMailTimer } from './mail/jobs';
import type { RecoveryOptions } from './options';
import type { ResendOutcome } from './recovery';
import { macsOfMailbox } from './secrets/digests';
import { recheckOrCancel } from './target/recheck';

export interface ResendRequest {
  readonly mail: MailKind;
  /** The language of the mail. */
  readonly locale?: Locale | undefined;
}

/** Has another code or link mailed. The earlier one is void from then on. @throws Unavailable */
export async function resend(
  options: RecoveryOptions,
  id: RecoveryId,
  { locale, mail }: ResendRequest,
): Promise<ResendOutcome> {
  const found = await options.store.find(id);
  if (found === undefined) return { kind: 'gone' };
  const checked = await recheckOrCancel(options, id, found.facts);
  if (checked.kind === 'void') return checked;

  const outcome = await requestMail(options, { id, mail, locale, facts: found.facts, mailbox: checked.mailbox });
  if (outcome.kind !== 'owed')
    recordEvent(options, found.facts, { event: 'mail-asked', outcome: 'refused', reason: mail });
  return outcome;
}

interface MailRequest extends ResendRequest {
  readonly id: RecoveryId;
  readonly mailbox: EmailAddress;
  readonly facts: RecoveryFacts;
}

async function requestMail(options: RecoveryOptions, request: MailRequest): Promise<ResendOutcome> {
  const { keyRing, queue, sentMails, settings, store } = options;
  const { facts, id, locale, mail, mailbox } = request;
  if (await sentMails.isBouncing(macsOfMailbox(keyRing, mailbox))) return { kind: 'bounces' };

  const reservation = await reserveMail(options, mail, { mailbox, claim: facts.claim });
  if (reservation.kind !== 'reserved') return reservation;

  const job = createMailJob(options, { kind: mail, recovery: id, locale, isResent: true });
  // Earlier timers of the recovery have ended. Job and timer are stored before the mail is owed, so that no crash leaves the person waiting.
  await Promise.all([queue.schedule(job, settings.mail.scheduledJobDelay), startMailTimer(options, job)]);
  const requested = await store.requestMail(id, mail, job.id);
  if (requested.kind !== 'owed') {
    await Promise.all([queue.unschedule(job), reservation.release()]);
    return requested;
  }
  // Recorded before the mail can be sent, so that the trail keeps the order.
  recordEvent(options, facts, { event: 'mail-asked', outcome: 'owed', reason: mail });
  await queue.add(job);
  return requested;
}
