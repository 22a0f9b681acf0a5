import {
  quotaLimitForCodes,
  quotaSlotLength,
  type MailQuotaLimit,
  type MailQuotaRules,
} from '../../domain/mail/mail-quota';
import { addMs, type Instant } from '../../domain/time';
import type { Clock } from '../../ports/system';
import type { MailQuota } from '../../ports/mail/mail-quota';

export interface MemoryMailQuotaOptions {
  readonly clock: Clock;
  readonly rules: MailQuotaRules;
}

/** Counts in this process. Each limit has two pools of tokens: one for all mails, and one from which codes take a token as well. */
export function createMemoryMailQuota({ clock, rules }: MemoryMailQuotaOptions): MailQuota {
  const all = rules.limits.map(createPool);
  const codes = rules.limits.map((limit) => createPool(quotaLimitForCodes(limit, rules.reservedShare)));
  let backOffUntil = 0 as Instant;

  return {
    acquire(kind) {
      const now = clock.now();
      const pools = kind === 'code' ? [...all, ...codes] : all;
      const freeAt = Math.max(backOffUntil, ...pools.map((pool) => pool.freeAt(now)));
      if (freeAt > now) return Promise.resolve({ kind: 'exceeded', retryIn: freeAt - now });
      pools.forEach((pool) => {
        pool.take(now);
      });
      return Promise.resolve({ kind: 'acquired' });
    },

    backOff(ms) {
      backOffUntil = Math.max(backOffUntil, addMs(clock.now(), Math.ceil(ms))) as Instant;
      return Promise.resolve();
    },
  };
}

/** Allows every mail; for local mode, which sends none. */
export function createUnlimitedMailQuota(): MailQuota {
  return { acquire: () => Promise.resolve({ kind: 'acquired' }), backOff: () => Promise.resolve() };
}

/** Counts taken tokens per slot of time. Those of one slot come back together, one span after the slot's end. */
function createPool(limit: MailQuotaLimit) {
  const slot = quotaSlotLength(limit);
  /** The taken tokens: when they come back, and how many. */
  const taken = new Map<Instant, number>();

  return {
    /** Returns when a token is free; `now` when one is. */
    freeAt(now: Instant): Instant {
      for (const backAt of taken.keys()) if (backAt <= now) taken.delete(backAt);
      // Sorted, because a clock that was set back leaves them out of order.
      const slots = [...taken].sort(([one], [other]) => one - other);
      let lacking = slots.reduce((sum, [, count]) => sum + count, 1 - limit.most);
      let freeAt = now;
      for (const [backAt, count] of slots) {
        if (lacking < 1) break;
        lacking -= count;
        freeAt = backAt;
      }
      return freeAt;
    },

    take(now: Instant): void {
      const backAt = ((Math.floor(now / slot) + 1) * slot + limit.per) as Instant;
      taken.set(backAt, (taken.get(backAt) ?? 0) + 1);
    },
  };
}
