import type { Locale } from '../../domain/locale';
import { addMs } from '../../domain/time';
import { Unavailable } from '../../ports/errors';
import type { MailJob } from '../../ports/mail/mail-job';
import type { RecoveryFacts } from '../../ports/recovery/recovery-store';
import type { MailSendResult } from '../../ports/mail/mailer';
import { commonMailFields } from '../letter';
import type { RecoveryOptions } from '../options';
import { recordEvent } from '../audit';
import { macMailbox } from '../secrets/digests';
import { sendWithRetry } from './send-with-retry';

/**
 * Warns the registered mailbox that the key changed. The job was written down before the change: whether there was one, the registry
 * knows. No budget of ours holds it back; when the mail service does, the job comes again.
 */
export async function sendKeyChangedNotice(options: RecoveryOptions, job: MailJob): Promise<void> {
  const { mailQuota, clock, employers, keyRing, sentMails, settings, store } = options;
  const found = await store.find(job.recovery);
  if (found === undefined) return;
  const { facts } = found;
  const employer = await employers.find(facts.claim);
  if (employer?.mailbox === undefined || employer.credentialVersion === facts.credentialVersion) return;

  // Counted, whether there is room or not.
  await mailQuota.acquire(job.kind);
  const receipt = await sendWithRetry(options, {
    job,
    mail: { kind: 'key-changed', ...commonMailFields(facts), locale: localeOfOwner(facts), changedAt: job.askedAt },
    to: employer.mailbox,
    deadline: addMs(clock.now(), settings.mail.retryFor),
    isOwed: () => Promise.resolve(true),
  });
  if (receipt.kind === 'deferred') throw new Unavailable('mailer', receipt.cause);
  if (receipt.kind === 'past') return;
  recordEvent(options, facts, { event: 'mail', outcome: outcomeOf(receipt), reason: job.kind });
  if (outcomeOf(receipt) === 'bounced') await sentMails.rememberBounce(macMailbox(keyRing, employer.mailbox));
}

/** What a mail came to that will not be tried again. */
function outcomeOf(receipt: MailSendResult & { readonly kind: 'accepted' | 'uncertain' | 'refused' }) {
  if (receipt.kind !== 'refused') return receipt.kind;
  return receipt.what === 'mailbox' ? 'bounced' : 'unsent';
}

/**
 * Whoever asked chose the language of the chat, and may have chosen one that the owner does not read: only a foreigner without a cédula
 * is warned in it, everybody else in Spanish.
 */
const localeOfOwner = ({ claim, locale }: RecoveryFacts): Locale =>
  claim.document.kind === 'foreigner' ? locale : 'es-EC';
