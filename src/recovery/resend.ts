import type { MailKind } from '../ports/mail/mail-job';
import type { RecoveryId } from '../ports/ids';
import type { RecoveryFacts } from '../ports/recovery/recovery-store';
import { chargeMail, mailCharges, type ChargedMail } from './limits/mail-limits';
import { cancelAsVoid } from './end-void';
import { createMailJob, startMailTimer } from './mail/jobs';
import type { RecoveryOptions } from './options';
import { recheckEmployer } from './target/recheck';
import { recordEvent } from './audit';
import type { ResendOutcome } from './recovery';
import { macsOfMailbox } from './secrets/digests';

/** Sends another code or link; the earlier one is dead. */
export async function resend(options: RecoveryOptions, id: RecoveryId, mail: MailKind): Promise<ResendOutcome> {
  const found = await options.store.find(id);
  if (found === undefined) return { kind: 'gone' };
  const checked = await recheckEmployer(options, found.facts);
  if (checked.kind === 'void') {
    await cancelAsVoid(options, id, found.facts);
    return { kind: 'void' };
  }

  const outcome = await owe(options, { id, mail, facts: found.facts, mailbox: checked.mailbox });
  if (outcome.kind !== 'owed')
    recordEvent(options, found.facts, { event: 'mail-asked', outcome: 'refused', reason: mail });
  return outcome;
}

interface Asked extends Omit<ChargedMail, 'claim'> {
  readonly id: RecoveryId;
  readonly facts: RecoveryFacts;
}

async function owe(options: RecoveryOptions, { facts, id, mail, mailbox }: Asked): Promise<ResendOutcome> {
  const { keyRing, sentMails, limits, queue, settings, store } = options;
  const asked = { mail, mailbox, claim: facts.claim };
  if (await sentMails.isBouncing(macsOfMailbox(keyRing, mailbox))) return { kind: 'bounces' };

  const refused = await chargeMail(options, asked);
  if (refused !== undefined) return refused;

  const job = createMailJob(options, mail, id);
  // What was watched before has ended, so also the looking is written down before the step: no crash leaves the person waiting.
  await Promise.all([queue.schedule(job, settings.mail.scheduledJobDelay), startMailTimer(options, job)]);
  const due = await store.requestMail(id, mail, job.id);
  // Before it can be on its way: the trail keeps the order.
  if (due.kind === 'owed') recordEvent(options, facts, { event: 'mail-asked', outcome: 'owed', reason: mail });
  await (due.kind === 'owed'
    ? queue.add(job)
    : Promise.all([queue.unschedule(job), limits.refund(mailCharges(asked))]));
  return due;
}
