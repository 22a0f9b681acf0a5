import { Unavailable } from '../ports/errors';
import type { MailJob } from '../ports/mail-job';
import type { RecoveryOptions } from './options';
import { letter } from './send-secret';
import { sendPatiently } from './send-patiently';

/**
 * Warns the registered mailbox that the key changed. The job was written down before the change: whether there was one, the registry
 * knows. It comes again until the mail service has taken the mail.
 */
export async function announceChange(options: RecoveryOptions, job: MailJob): Promise<void> {
  const { budget, employers, store } = options;
  const found = await store.find(job.recovery);
  if (found === undefined) return;
  const { facts } = found;
  const record = await employers.find(facts.claim);
  if (record?.mailbox === undefined || record.credentialVersion === facts.credentialVersion) return;

  const grant = await budget.take(job.kind);
  if (grant.kind === 'full') throw new Unavailable('mail-budget', new Error('the notice must wait'));
  const mail = { kind: 'key-changed', ...letter(facts), changedAt: job.askedAt } as const;
  const receipt = await sendPatiently(options, { job, mail, to: record.mailbox });
  if (receipt.kind === 'deferred') throw new Unavailable('mailer', receipt.cause);
}
