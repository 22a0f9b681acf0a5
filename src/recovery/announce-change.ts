import { later } from '../domain/time';
import { Unavailable } from '../ports/errors';
import type { MailJob } from '../ports/mail-job';
import { letterOf } from './letter';
import type { RecoveryOptions } from './options';
import { macMailbox } from './secrets';
import { sendPatiently } from './send-patiently';

/**
 * Warns the registered mailbox that the key changed. The job was written down before the change: whether there was one, the registry
 * knows. No budget of ours holds it back; when the mail service does, the job comes again.
 */
export async function announceChange(options: RecoveryOptions, job: MailJob): Promise<void> {
  const { budget, clock, employers, keyRing, ledger, settings, store } = options;
  const found = await store.find(job.recovery);
  if (found === undefined) return;
  const { facts } = found;
  const record = await employers.find(facts.claim);
  if (record?.mailbox === undefined || record.credentialVersion === facts.credentialVersion) return;

  // Counted, whether there is room or not.
  await budget.take(job.kind);
  const receipt = await sendPatiently(options, {
    job,
    mail: { kind: 'key-changed', ...letterOf(facts), changedAt: job.askedAt },
    to: record.mailbox,
    deadline: later(clock.now(), settings.mail.retryWithin),
    isOwed: () => Promise.resolve(true),
  });
  if (receipt.kind === 'deferred') throw new Unavailable('mailer', receipt.cause);
  if (receipt.kind === 'refused' && receipt.what === 'mailbox')
    await ledger.rememberBounce(macMailbox(keyRing, record.mailbox));
}
