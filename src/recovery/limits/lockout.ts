import { addMs } from '../../domain/time';
import { recordLimitAlert, type AlertContext } from '../audit';
import type { RecoveryOptions } from '../options';
import { failureCharges } from './charges';
import type { TooManyFailures } from './rate-limited';

/**
 * Called after a failure that stays charged. When it was the last one allowed, locks the requester out for `failureLockout` and returns
 * until when, so that the chat also names the in-person procedure.
 */
export async function lockOutAfterLastFailure(
  options: RecoveryOptions,
  context: Required<AlertContext>,
): Promise<TooManyFailures | undefined> {
  const { clock, limits, settings } = options;
  const failures = failureCharges(context.account);
  const remaining = await limits.peek(failures);
  if (remaining.kind === 'allowed') return undefined;

  await Promise.all(failures.map((charge) => limits.block(charge, settings.failureLockout)));
  recordLimitAlert(options, remaining.limit, context);
  return { kind: 'requester-locked-out', until: addMs(clock.now(), settings.failureLockout) };
}
