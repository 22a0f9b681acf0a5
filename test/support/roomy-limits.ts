import type { RateLimits } from '../../src/ports/rate-limits';

/** Grants everything, for tests that begin more often than people may. */
export const roomyLimits: RateLimits = {
  charge: () => Promise.resolve({ kind: 'granted' }),
  look: () => Promise.resolve({ kind: 'granted' }),
  refund: () => Promise.resolve(),
  pause: () => Promise.resolve(),
};
