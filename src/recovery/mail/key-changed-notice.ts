import { addMs } from '../../domain/time';
import { Unavailable } from '../../ports/errors';
import type { MailJob } from '../../ports/mail/mail-job';
import type { MailSendResult } from '../../ports/mail/mailer';
import type { RecoveryOptions } from '../options';
import { recordEvent } from '../audit';
import { macMailbox } from '../secrets/digests';
import { commonMailFields, sendWithRetry } from './send-with-retry';

/**
 * Warns the registered mailbox that the key changed. The job was scheduled before the change, so it first asks the registry whether there
 * was one. The mail quota does not hold it back; when the mail service defers it, the queue repeats the job. @throws Unavailable
 */
export async function sendKeyChangedNotice(options: RecoveryOptions, job: MailJob): Promise<void> {
  const { mailQuota, clock, employers, keyRing, sentMails, settings, store } = options;
  const found = await store.find(job.recovery);
  if (found === undefined) return;
  const { facts } = found;
  const employer = await employers.find(facts.claim);
  if (employer?.mailbox === undefined || employer.credentialVersion === facts.credentialVersion) return;

  // Counts the notice, whether the quota is full or not.
  await mailQuota.acquire(job.kind);
  const sent = await sendWithRetry(options, {
    job,
    mail: { kind: 'key-changed', ...commonMailFields(facts, job), changedAt: job.askedAt },
    to: employer.mailbox,
    deadline: addMs(clock.now(), settings.mail.retryFor),
    isOwed: () => Promise.resolve(true),
  });
  if (sent.kind === 'deferred') throw new Unavailable('mailer', sent.cause);
  if (sent.kind === 'past') return;
  recordEvent(options, facts, { event: 'mail', outcome: outcomeOf(sent), reason: job.kind });
  if (outcomeOf(sent) === 'bounced') await sentMails.rememberBounce(macMailbox(keyRing, employer.mailbox));
}

/** The final outcome of a mail that is not tried again. */
function outcomeOf(sent: MailSendResult & { readonly kind: 'accepted' | 'uncertain' | 'refused' }) {
  if (sent.kind !== 'refused') return sent.kind;
  return sent.what === 'mailbox' ? 'bounced' : 'unsent';
}
