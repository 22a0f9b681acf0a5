import type { MailJob, MailJobId, MailKind, SecretMailJob } from '../ports/mail-job';
import type { RecoveryId } from '../ports/recovery-id';
import type { RecoveryOptions } from './options';

export function newJob(options: JobParts, kind: MailKind, recovery: RecoveryId): SecretMailJob;
export function newJob(options: JobParts, kind: MailJob['kind'], recovery: RecoveryId): MailJob;
export function newJob({ clock, random }: JobParts, kind: MailJob['kind'], recovery: RecoveryId): MailJob {
  return { id: random.uuid() as MailJobId, kind, recovery, askedAt: clock.now() };
}

type JobParts = Pick<RecoveryOptions, 'clock' | 'random'>;

/** The mail is owed from now on: has it sent, and has somebody look when it must have been accepted. */
export async function dispatch({ queue, settings, watch }: RecoveryOptions, job: SecretMailJob): Promise<void> {
  const { recovery } = job;
  await Promise.all([queue.add(job), watch.start({ recovery, reason: 'end' }, settings.acceptWithin)]);
}
