import { addMs, type Instant } from '../../domain/time';
import { failureCharges } from './charges';
import type { RecoveryOptions } from '../options';
import { recordLimitAlert, type AlertSubject } from '../raise-alert';

/** Nothing matched for as often as one may try. */
export interface TooManyFailures {
  readonly kind: 'failed-often';
  readonly until: Instant;
}

/**
 * After a claim that stays charged as a failure: when it was the last there is, whoever asks has to pause. The right numbers will be no
 * nearer then, so the other way is told as well.
 */
export async function lockOutAfterLastFailure(
  options: RecoveryOptions,
  asked: Required<AlertSubject>,
): Promise<TooManyFailures | undefined> {
  const { clock, limits, settings } = options;
  const failures = failureCharges(asked.account);
  const left = await limits.peek(failures);
  if (left.kind === 'granted') return undefined;

  await Promise.all(failures.map((count) => limits.block(count, settings.failureLockout)));
  recordLimitAlert(options, left.limit, asked);
  return { kind: 'failed-often', until: addMs(clock.now(), settings.failureLockout) };
}
