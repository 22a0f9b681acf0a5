import type { Instant } from '../domain/time';
import type { MailGrant } from '../ports/mail-budget';
import type { MailJob } from '../ports/mail-job';
import type { RecoveryOptions } from './options';

/** Those who were refused together would knock together again: each waits up to so much longer (ms). */
const SPREAD = 200;

/** Takes a token for one mail, waiting for it as long as it comes before `deadline`. */
export async function takeFromBudget(
  { budget, clock, random }: Pick<RecoveryOptions, 'budget' | 'clock' | 'random'>,
  kind: MailJob['kind'],
  deadline: Instant,
): Promise<MailGrant> {
  for (;;) {
    const grant = await budget.take(kind);
    if (grant.kind === 'granted') return grant;
    const rest = grant.retryIn + random.below(SPREAD);
    if (clock.now() + rest >= deadline) return grant;
    await clock.pause(rest);
  }
}
