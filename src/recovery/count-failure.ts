import { later, type Instant } from '../domain/time';
import { failuresOf } from './charges';
import type { RecoveryOptions } from './options';
import { raiseAlert, type Asked } from './raise-alert';

/** Nothing matched for as often as one may try. */
export interface FailedOften {
  readonly kind: 'failed-often';
  readonly until: Instant;
}

/**
 * After a claim that stays charged as a failure: when it was the last there is, whoever asks has to pause. The right numbers will be no
 * nearer then, so the other way is told as well.
 */
export async function closeIfUsedUp(
  options: RecoveryOptions,
  asked: Required<Asked>,
): Promise<FailedOften | undefined> {
  const { clock, limits, settings } = options;
  const failures = failuresOf(asked.origin);
  const left = await limits.look(failures);
  if (left.kind === 'granted') return undefined;

  await Promise.all(failures.map((count) => limits.pause(count, settings.pauseAfterFailures)));
  raiseAlert(options, left.limit, asked);
  return { kind: 'failed-often', until: later(clock.now(), settings.pauseAfterFailures) };
}
