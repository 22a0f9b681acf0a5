import type { RateLimits } from '../../../src/ports/security/rate-limits';

/** Allows everything, for tests that begin more recoveries than a person may. */
export const unlimitedRateLimits: RateLimits = {
  charge: () => Promise.resolve({ kind: 'allowed' }),
  peek: () => Promise.resolve({ kind: 'allowed' }),
  refund: () => Promise.resolve(),
  block: () => Promise.resolve(),
};
