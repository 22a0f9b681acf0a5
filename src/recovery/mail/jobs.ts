import type { MailJob, MailJobId, SecretMailJob } from '../../ports/mail/mail-job';
import type { RecoveryId } from '../../ports/ids';
import type { RecoveryOptions } from '../options';

export const createMailJob = <K extends MailJob['kind']>(
  { clock, random }: Pick<RecoveryOptions, 'clock' | 'random'>,
  kind: K,
  recovery: RecoveryId,
): MailJob & { readonly kind: K } => ({
  id: random.uuid() as MailJobId,
  kind,
  recovery,
  askedAt: clock.now(),
});

/**
 * The mail is owed from now on: has somebody look when it must have been accepted, then has it sent. In this order, so that no mail is
 * on its way when the person is told that nothing happened.
 */
export async function dispatchMailJob(options: RecoveryOptions, job: SecretMailJob): Promise<void> {
  await startMailTimer(options, job);
  await options.queue.add(job);
}

export const startMailTimer = ({ settings, timers }: RecoveryOptions, { recovery }: SecretMailJob): Promise<void> =>
  timers.start({ recovery, reason: 'end' }, settings.mailAcceptTimeout);
