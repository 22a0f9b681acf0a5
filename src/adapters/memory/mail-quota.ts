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
  readonly rate: MailQuotaRules;
}

/** Counts in this process. Each limit has two pools of tokens: one for all mails, and one from which codes take a token as well. */
export function createMemoryMailQuota({ clock, rate }: MemoryMailQuotaOptions): MailQuota {
  const all = rate.limits.map(createPool);
  const codes = rate.limits.map((limit) => createPool(quotaLimitForCodes(limit, rate.reservedShare)));
  let pausedUntil = 0 as Instant;

  return {
    acquire(kind) {
      const now = clock.now();
      const pools = kind === 'code' ? [...all, ...codes] : all;
      const freeAt = Math.max(pausedUntil, ...pools.map((pool) => pool.freeAt(now)));
      if (freeAt > now) return Promise.resolve({ kind: 'full', retryIn: freeAt - now });
      pools.forEach((pool) => {
        pool.take(now);
      });
      return Promise.resolve({ kind: 'granted' });
    },

    backOff(ms) {
      pausedUntil = Math.max(pausedUntil, addMs(clock.now(), Math.ceil(ms))) as Instant;
      return Promise.resolve();
    },
  };
}

/** Grants every mail; for local mode, which sends none. */
export function createUnlimitedMailQuota(): MailQuota {
  return { acquire: () => Promise.resolve({ kind: 'granted' }), backOff: () => Promise.resolve() };
}

/** Counts taken tokens per slot of time. Those of one slot come back together, one span after the slot's end. */
function createPool(limit: MailQuotaLimit) {
  const slot = quotaSlotLength(limit);
  /** When tokens come back, and how many. */
  const away = new Map<Instant, number>();

  return {
    /** Returns when a token is free; `now` when one is. */
    freeAt(now: Instant): Instant {
      for (const backAt of away.keys()) if (backAt <= now) away.delete(backAt);
      // Sorted, because a clock that was set back leaves them out of order.
      const slots = [...away].sort(([one], [other]) => one - other);
      let lacking = slots.reduce((sum, [, taken]) => sum + taken, 1 - limit.most);
      let freeAt = now;
      for (const [backAt, taken] of slots) {
        if (lacking < 1) break;
        lacking -= taken;
        freeAt = backAt;
      }
      return freeAt;
    },

    take(now: Instant): void {
      const backAt = ((Math.floor(now / slot) + 1) * slot + limit.per) as Instant;
      away.set(backAt, (away.get(backAt) ?? 0) + 1);
    },
  };
}
