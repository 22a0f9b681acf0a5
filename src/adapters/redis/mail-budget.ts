import { z } from 'zod';
import { limitForCodes, slotOf, type MailLimit, type MailRate } from '../../domain/mail-rate';
import type { MailBudget, MailGrant } from '../../ports/mail-budget';
import type { RedisClient } from './client';
import { loadScript } from './script';

const Grant: z.ZodType<MailGrant> = z.union([
  z.tuple([z.literal('granted'), z.number()]).transform(([kind]) => ({ kind })),
  z.tuple([z.literal('full'), z.number()]).transform(([kind, retryIn]) => ({ kind, retryIn })),
]);

/** In one slot of a cluster by their hash tag. */
const keyOf = (name: string): string => `budget:{mail}:${name}`;

const PAUSE = keyOf('pause');

export interface RedisMailBudgetOptions {
  readonly redis: RedisClient;
  readonly rate: MailRate;
}

/** Two pools of tokens for each limit: one for all mails, and a smaller one from which codes have to take a token as well. */
export function createRedisMailBudget({ redis, rate }: RedisMailBudgetOptions): MailBudget {
  const [take, pause] = [loadScript(redis, 'budget', 'take'), loadScript(redis, 'budget', 'pause')];
  const all = rate.limits.map((limit) => poolOf('all', limit));
  const codes = rate.limits.map((limit) => poolOf('codes', limitForCodes(limit, rate.reserved)));

  return {
    async take(kind) {
      const pools = kind === 'code' ? [...all, ...codes] : all;
      const args = pools.flatMap(({ args }) => args);
      return Grant.parse(await take([PAUSE, ...pools.map(({ key }) => key)], args));
    },

    async pause(ms) {
      await pause([PAUSE], [Math.ceil(ms)]);
    },
  };
}

/** Named by its span alone: tokens that are away count on under a new number. */
const poolOf = (of: 'all' | 'codes', limit: MailLimit) => ({
  key: keyOf(`${of}:${limit.per}`),
  args: [limit.most, limit.per, slotOf(limit)],
});
