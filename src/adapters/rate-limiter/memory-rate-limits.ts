import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { SECOND } from '../../domain/time';
import type { KeyRing } from '../../ports/security/key-ring';
import type { RateLimitRules, RateLimits } from '../../ports/security/rate-limits';
import { createRateLimits } from './rate-limits';
import { BLOCKING_CHARGES, type WindowRule, type WindowState, type CountingWindow } from './counting-window';

export interface MemoryRateLimitsOptions {
  readonly keyRing: KeyRing;
  readonly rules: RateLimitRules;
}

/** Keeps the counts in this process, on its own clock. They are lost with it. */
export const createMemoryRateLimits = ({ keyRing, rules }: MemoryRateLimitsOptions): RateLimits =>
  createRateLimits({ keyRing, rules, createWindow: createMemoryWindow });

const EMPTY: WindowState = { charged: 0, msLeft: 0 };

function createMemoryWindow({ most, per }: WindowRule): CountingWindow {
  const limiter = new RateLimiterMemory({ points: most, duration: Math.ceil(per / SECOND) });

  /** Treats an ended window as empty: the library keeps it until its timer fires. */
  async function peek(name: string): Promise<WindowState> {
    const found = await limiter.get(name);
    return found === null || found.msBeforeNext <= 0 ? EMPTY : toWindowState(found);
  }

  return {
    peek,
    // The library's `consume` throws above the limit; `penalty` adds the same and returns the count.
    charge: async (name) => toWindowState(await limiter.penalty(name)),
    async refund(name) {
      const { charged } = await peek(name);
      return charged < 1 ? { charged: -1, msLeft: 0 } : toWindowState(await limiter.reward(name));
    },
    async block(name, ms) {
      await limiter.set(name, most + BLOCKING_CHARGES, Math.ceil(ms / SECOND));
    },
  };
}

const toWindowState = ({ consumedPoints, msBeforeNext }: RateLimiterRes): WindowState => ({
  charged: consumedPoints,
  msLeft: msBeforeNext,
});
