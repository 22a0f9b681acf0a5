import type { Instant } from '../../domain/time';
import type { MailJob } from '../../ports/mail/mail-job';
import type { MailQuotaResult } from '../../ports/mail/mail-quota';
import type { RecoveryOptions } from '../options';

/** Upper bound (ms) on the jitter of each delay: mails that were refused together must not all retry together. */
const JITTER = 200;

/** Acquires the quota for one mail. Waits for it as long as it is there before `deadline`. @throws Unavailable */
export async function acquireMailQuota(
  { clock, mailQuota, random }: Pick<RecoveryOptions, 'mailQuota' | 'clock' | 'random'>,
  kind: MailJob['kind'],
  deadline: Instant,
): Promise<MailQuotaResult> {
  for (;;) {
    const result = await mailQuota.acquire(kind);
    if (result.kind === 'acquired') return result;
    const delay = result.retryIn + random.below(JITTER);
    if (clock.now() + delay >= deadline) return result;
    await clock.sleep(delay);
  }
}
