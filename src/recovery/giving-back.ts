import type { Charge, RateLimits } from '../ports/security/rate-limits';

/** Does a step that was charged for. When it throws, the charges are given back: an outage costs nobody a try. */
export async function refundOnError<T>(
  limits: RateLimits,
  charges: readonly Charge[],
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    // What ended the step says more than that the counts are out of reach as well.
    await limits.refund(charges).catch(() => undefined);
    throw error;
  }
}
