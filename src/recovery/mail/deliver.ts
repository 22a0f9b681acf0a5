import { addMs } from '../../domain/time';
import { Unavailable } from '../../ports/errors';
import type { MailJob, SecretMailJob } from '../../ports/mail/mail-job';
import type { RecoveryFacts } from '../../ports/recovery/recovery-store';
import { sendKeyChangedNotice } from './key-changed-notice';
import type { RecoveryOptions } from '../options';
import { recordEvent } from '../audit';
import { sendSecretMail } from './send-secret';

/** Does one mail job. Done twice, after a crash, it makes a new secret and the earlier one is dead. */
export async function deliverMail(options: RecoveryOptions, job: MailJob): Promise<void> {
  return isSecret(job) ? deliverSecret(options, job) : sendKeyChangedNotice(options, job);
}

const isSecret = (job: MailJob): job is SecretMailJob => job.kind !== 'key-changed';

/**
 * A job that finds its mail accepted was cut off in an earlier run, perhaps before the chat heard of it: hearing it twice is for the
 * chat to prevent. A dependency that is down is no reason to give up: the job comes again, until the time for the mail is over.
 */
async function deliverSecret(options: RecoveryOptions, job: SecretMailJob): Promise<void> {
  const { notifier, store } = options;
  const found = await store.find(job.recovery);
  if (found?.job !== job.id) return;
  const { facts, stage } = found;

  switch (stage.kind) {
    case 'sending': {
      const { tell } = await sendSecretMail(options, { job, facts, msLeft: stage.msLeft }).catch(
        givingUpOnBugs(options, facts, job),
      );
      if (tell || isTurnOver(options, job)) await notifier.notify(facts.replyTo, job.recovery);
      return;
    }
    case 'live':
      return notifier.notify(facts.replyTo, job.recovery);
    case 'unsent':
    case 'ended': {
      // Too late to send anything, and the chat may still be waiting to hear it; the store knows whether it is.
      const { tell } = await giveUp(options, facts, job);
      if (tell) await notifier.notify(facts.replyTo, job.recovery);
      return;
    }
    case 'bounced':
    case 'opened':
    case 'done':
    case 'cancelled':
      return;
  }
}

/** The turn that asked for the mail has handed over by now, or died: whoever comes so late cannot count on its telling. */
const isTurnOver = ({ clock, settings }: RecoveryOptions, { askedAt }: SecretMailJob): boolean =>
  clock.now() > addMs(askedAt, settings.mailWaitTimeout);

/** After a bug the job does not come again: the person must not wait for it. */
const givingUpOnBugs =
  (options: RecoveryOptions, facts: RecoveryFacts, job: SecretMailJob) =>
  (error: unknown): Promise<{ tell: boolean }> => {
    if (error instanceof Unavailable || !(error instanceof Error)) throw error;
    options.reportError(error);
    return giveUp(options, facts, job);
  };

function giveUp(options: RecoveryOptions, facts: RecoveryFacts, job: SecretMailJob): Promise<{ tell: boolean }> {
  recordEvent(options, facts, { event: 'mail', outcome: 'unsent', reason: job.kind });
  return options.store.markUnsent(job);
}
