import type { Instant } from '../../domain/time';
import type { MailQuotaResult } from '../../ports/mail/mail-quota';
import type { MailJob } from '../../ports/mail/mail-job';
import type { RecoveryOptions } from '../options';

/** Those who were refused together would knock together again: each waits up to so much longer (ms). */
const SPREAD = 200;

/** Takes a token for one mail, waiting for it as long as it comes before `deadline`. */
export async function acquireMailQuota(
  { mailQuota, clock, random }: Pick<RecoveryOptions, 'mailQuota' | 'clock' | 'random'>,
  kind: MailJob['kind'],
  deadline: Instant,
): Promise<MailQuotaResult> {
  for (;;) {
    const grant = await mailQuota.acquire(kind);
    if (grant.kind === 'granted') return grant;
    const rest = grant.retryIn + random.below(SPREAD);
    if (clock.now() + rest >= deadline) return grant;
    await clock.sleep(rest);
  }
}
