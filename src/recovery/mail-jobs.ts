import type { MailJob, MailJobId, SecretMailJob } from '../ports/mail-job';
import type { RecoveryId } from '../ports/recovery-id';
import type { RecoveryOptions } from './options';

export const newJob = <K extends MailJob['kind']>(
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
export async function dispatch(options: RecoveryOptions, job: SecretMailJob): Promise<void> {
  await watchMail(options, job);
  await options.queue.add(job);
}

export const watchMail = ({ settings, watch }: RecoveryOptions, { recovery }: SecretMailJob): Promise<void> =>
  watch.start({ recovery, reason: 'end' }, settings.acceptWithin);
