import type { RateLimits } from '../../../src/ports/security/rate-limits';

/** Grants everything, for tests that begin more often than people may. */
export const unlimitedRateLimits: RateLimits = {
  charge: () => Promise.resolve({ kind: 'granted' }),
  peek: () => Promise.resolve({ kind: 'granted' }),
  refund: () => Promise.resolve(),
  block: () => Promise.resolve(),
};
