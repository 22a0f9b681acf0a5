import type { MailKind } from '../ports/mail-job';
import type { RecoveryId } from '../ports/recovery-id';
import { newJob, watchMail } from './mail-jobs';
import type { RecoveryOptions } from './options';
import { recheck } from './recheck';
import type { ResendOutcome } from './recovery';

/** Sends another code or link; the earlier one is dead. */
export async function resend(options: RecoveryOptions, id: RecoveryId, mail: MailKind): Promise<ResendOutcome> {
  const { ledger, queue, settings, store } = options;

  const found = await store.find(id);
  if (found === undefined) return { kind: 'gone' };
  if ((await recheck(options, found.facts)).kind === 'void') {
    await store.cancel(id);
    return { kind: 'void' };
  }
  if (await ledger.isBouncing(found.facts.mailbox)) return { kind: 'bounces' };

  const job = newJob(options, mail, id);
  // What was watched before has ended, so also the looking is written down before the step: no crash leaves the person waiting.
  await Promise.all([queue.plan(job, settings.mail.planned), watchMail(options, job)]);
  const due = await store.owe(id, mail, job.id);
  await (due.kind === 'owed' ? queue.add(job) : queue.drop(job));
  return due;
}
