import type { MailJob, MailJobId, SecretMailJob } from '../../ports/mail/mail-job';
import type { RecoveryOptions } from '../options';

type NewMailJob<K> = Pick<MailJob, 'recovery' | 'locale' | 'isResent'> & { readonly kind: K };

export const createMailJob = <K extends MailJob['kind']>(
  { clock, random }: Pick<RecoveryOptions, 'clock' | 'random'>,
  job: NewMailJob<K>,
): MailJob & { readonly kind: K } => ({ ...job, id: random.uuid() as MailJobId, askedAt: clock.now() });

/**
 * Has an owed mail sent. The timer starts before the job is added: when the timer cannot start, the person reads that nothing happened, and
 * no mail may be on its way then. @throws Unavailable
 */
export async function dispatchMailJob(options: RecoveryOptions, job: SecretMailJob): Promise<void> {
  await startMailTimer(options, job);
  await options.queue.add(job);
}

/** Starts a timer for the moment at which the mail is cancelled if it was not accepted. @throws Unavailable */
export const startMailTimer = ({ settings, timers }: RecoveryOptions, { recovery }: SecretMailJob): Promise<void> =>
  timers.start({ recovery, reason: 'end' }, settings.mailAcceptTimeout);
