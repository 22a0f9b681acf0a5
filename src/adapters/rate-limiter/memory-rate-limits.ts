import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { SECOND } from '../../domain/time';
import type { KeyRing } from '../../ports/key-ring';
import type { LimitRules, RateLimits } from '../../ports/rate-limits';
import { createRateLimits } from './rate-limits';
import { PAUSED, type Grant, type Standing, type Window } from './window';

export interface MemoryRateLimitsOptions {
  readonly keyRing: KeyRing;
  readonly rules: LimitRules;
}

/** The same counts in this process, on its own clock, and gone with it. */
export const createMemoryRateLimits = ({ keyRing, rules }: MemoryRateLimitsOptions): RateLimits =>
  createRateLimits({ keyRing, rules, windowOf: createMemoryWindow });

const NONE: Standing = { charged: 0, msLeft: 0 };

function createMemoryWindow({ most, per }: Grant): Window {
  const limiter = new RateLimiterMemory({ points: most, duration: Math.ceil(per / SECOND) });

  /** A window that has ended stays until its timer fires. */
  async function look(name: string): Promise<Standing> {
    const found = await limiter.get(name);
    return found === null || found.msBeforeNext <= 0 ? NONE : standingOf(found);
  }

  return {
    look,
    // The library's `consume` throws what is over the limit; `penalty` adds the same and answers.
    charge: async (name) => standingOf(await limiter.penalty(name)),
    async refund(name) {
      const { charged } = await look(name);
      return charged < 1 ? { charged: -1, msLeft: 0 } : standingOf(await limiter.reward(name));
    },
    async pause(name, ms) {
      await limiter.set(name, most + PAUSED, Math.ceil(ms / SECOND));
    },
  };
}

const standingOf = ({ consumedPoints, msBeforeNext }: RateLimiterRes): Standing => ({
  charged: consumedPoints,
  msLeft: msBeforeNext,
});
