import { addMs } from '../../domain/time';
import { Unavailable } from '../../ports/errors';
import type { MailJob, SecretMailJob } from '../../ports/mail/mail-job';
import type { RecoveryFacts } from '../../ports/recovery/recovery-store';
import { sendKeyChangedNotice } from './key-changed-notice';
import type { RecoveryOptions } from '../options';
import { recordEvent } from '../audit';
import { sendSecretMail } from './send-secret';

/** Handles one mail job. After a crash the job runs again: it makes a new secret, and the earlier one is void. @throws Unavailable */
export async function deliverMail(options: RecoveryOptions, job: MailJob): Promise<void> {
  return isSecret(job) ? deliverSecret(options, job) : sendKeyChangedNotice(options, job);
}

const isSecret = (job: MailJob): job is SecretMailJob => job.kind !== 'key-changed';

/**
 * A job that finds its mail accepted was cut off in an earlier run, perhaps before the notification, so it notifies again; the chat drops
 * duplicates. When a dependency is down it throws, and the queue repeats the job until the mail's time is over.
 */
async function deliverSecret(options: RecoveryOptions, job: SecretMailJob): Promise<void> {
  const { notifier, store } = options;
  const found = await store.find(job.recovery);
  if (found?.job !== job.id) return;
  const { facts, stage } = found;

  switch (stage.kind) {
    case 'sending': {
      const { notify } = await sendSecretMail(options, { job, facts, msLeft: stage.msLeft }).catch(
        giveUpOnBug(options, facts, job),
      );
      if (notify || isTurnOver(options, job)) await notifier.notify(facts.replyTo, job.recovery);
      return;
    }
    case 'live':
      return notifier.notify(facts.replyTo, job.recovery);
    case 'unsent':
    case 'ended': {
      // Too late to send anything. The store knows whether a turn still waits, or the chat must be notified.
      const { notify } = await giveUp(options, facts, job);
      if (notify) await notifier.notify(facts.replyTo, job.recovery);
      return;
    }
    case 'bounced':
    case 'opened':
    case 'done':
    case 'cancelled':
      return;
  }
}

/** Whether the turn that asked for the mail has ended or died by now, so that it cannot announce the result. */
const isTurnOver = ({ clock, settings }: RecoveryOptions, { askedAt }: SecretMailJob): boolean =>
  clock.now() > addMs(askedAt, settings.mailWaitTimeout);

/** The queue does not repeat a job that failed by a bug, so the person must not wait for it. */
const giveUpOnBug =
  (options: RecoveryOptions, facts: RecoveryFacts, job: SecretMailJob) =>
  (error: unknown): Promise<{ notify: boolean }> => {
    if (error instanceof Unavailable || !(error instanceof Error)) throw error;
    options.reportError(error);
    return giveUp(options, facts, job);
  };

function giveUp(options: RecoveryOptions, facts: RecoveryFacts, job: SecretMailJob): Promise<{ notify: boolean }> {
  recordEvent(options, facts, { event: 'mail', outcome: 'unsent', reason: job.kind });
  return options.store.markUnsent(job);
}
