import { z } from 'zod';
import {
  quotaLimitForCodes,
  quotaSlotLength,
  type MailQuotaLimit,
  type MailQuotaRules,
} from '../../../domain/mail/mail-quota';
import type { MailQuota, MailQuotaResult } from '../../../ports/mail/mail-quota';
import type { RedisClient } from '../client';
import { loadScript } from '../script';

const AcquireReply: z.ZodType<MailQuotaResult> = z.union([
  z.tuple([z.literal('acquired'), z.number()]).transform(([kind]) => ({ kind })),
  z.tuple([z.literal('exceeded'), z.number()]).transform(([kind, retryIn]) => ({ kind, retryIn })),
]);

/** Keys share a hash tag, so that they share a slot. Stored names stay, see docs/glossary.md#stored-words. */
const keyOf = (name: string): string => `budget:{mail}:${name}`;

const BACK_OFF = keyOf('pause');

export interface RedisMailQuotaOptions {
  readonly redis: RedisClient;
  readonly rules: MailQuotaRules;
}

/** Keeps two pools of tokens per limit: one for all mails, and a smaller one from which codes take a token as well. */
export function createRedisMailQuota({ redis, rules }: RedisMailQuotaOptions): MailQuota {
  const [acquire, backOff] = [loadScript(redis, 'mail-quota', 'acquire'), loadScript(redis, 'mail-quota', 'back-off')];
  const all = rules.limits.map((limit) => poolOf('all', limit));
  const codes = rules.limits.map((limit) => poolOf('codes', quotaLimitForCodes(limit, rules.reservedShare)));

  return {
    async acquire(kind) {
      const pools = kind === 'code' ? [...all, ...codes] : all;
      const args = pools.flatMap(({ args }) => args);
      return AcquireReply.parse(await acquire([BACK_OFF, ...pools.map(({ key }) => key)], args));
    },

    async backOff(ms) {
      await backOff([BACK_OFF], [Math.ceil(ms)]);
    },
  };
}

/** A pool is named by its span alone, so that taken tokens still count after the limit was changed. */
const poolOf = (of: 'all' | 'codes', limit: MailQuotaLimit) => ({
  key: keyOf(`${of}:${limit.per}`),
  args: [limit.most, limit.per, quotaSlotLength(limit)],
});
