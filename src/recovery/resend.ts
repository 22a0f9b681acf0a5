import type { MailKind } from '../ports/mail-job';
import type { RecoveryId } from '../ports/recovery-id';
import type { RecoveryFacts } from '../ports/recovery-store';
import { chargeMail, chargesOf, type AskedMail } from './charge-mail';
import { endVoid } from './end-void';
import { newJob, watchMail } from './mail-jobs';
import type { RecoveryOptions } from './options';
import { recheck } from './recheck';
import { record } from './record';
import type { ResendOutcome } from './recovery';
import { macsOfMailbox } from './secrets';

/** Sends another code or link; the earlier one is dead. */
export async function resend(options: RecoveryOptions, id: RecoveryId, mail: MailKind): Promise<ResendOutcome> {
  const found = await options.store.find(id);
  if (found === undefined) return { kind: 'gone' };
  const checked = await recheck(options, found.facts);
  if (checked.kind === 'void') {
    await endVoid(options, id, found.facts);
    return { kind: 'void' };
  }

  const outcome = await owe(options, { id, mail, facts: found.facts, mailbox: checked.mailbox });
  if (outcome.kind !== 'owed') record(options, found.facts, { event: 'mail-asked', outcome: 'refused', reason: mail });
  return outcome;
}

interface Asked extends Omit<AskedMail, 'claim'> {
  readonly id: RecoveryId;
  readonly facts: RecoveryFacts;
}

async function owe(options: RecoveryOptions, { facts, id, mail, mailbox }: Asked): Promise<ResendOutcome> {
  const { keyRing, ledger, limits, queue, settings, store } = options;
  const asked = { mail, mailbox, claim: facts.claim };
  if (await ledger.isBouncing(macsOfMailbox(keyRing, mailbox))) return { kind: 'bounces' };

  const refused = await chargeMail(options, asked);
  if (refused !== undefined) return refused;

  const job = newJob(options, mail, id);
  // What was watched before has ended, so also the looking is written down before the step: no crash leaves the person waiting.
  await Promise.all([queue.plan(job, settings.mail.planned), watchMail(options, job)]);
  const due = await store.owe(id, mail, job.id);
  // Before it can be on its way: the trail keeps the order.
  if (due.kind === 'owed') record(options, facts, { event: 'mail-asked', outcome: 'owed', reason: mail });
  await (due.kind === 'owed' ? queue.add(job) : Promise.all([queue.drop(job), limits.refund(chargesOf(asked))]));
  return due;
}
