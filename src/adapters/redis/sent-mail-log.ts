import { z } from 'zod';
import { parseMailOperationId, type MailOperationId } from '../../domain/mail/mail-operation-id';
import type { Mac } from '../../ports/security/key-ring';
import type { SentMailEntry, SentMailLogRules, SentMailLog } from '../../ports/mail/sent-mail-log';
import type { RecoveryId } from '../../ports/ids';
import type { RedisClient } from './client';
import { orRedisUnavailable } from './or-unavailable';

const Entry: z.ZodType<SentMailEntry> = z.object({
  recovery: z.string().transform((id) => id as RecoveryId),
  kind: z.enum(['code', 'link', 'key-changed']),
  mailbox: z.string().transform((mac) => mac as Mac),
});

const entryKey = (operation: MailOperationId): string => `mail:${operation}`;
const bounceKey = (mailbox: Mac): string => `bounce:${mailbox}`;

export interface RedisSentMailLogOptions {
  readonly redis: RedisClient;
  readonly rules: SentMailLogRules;
}

/** Keeps one key per mail and one per bouncing mailbox. They hold ids and MACs only, which identify no person. */
export function createRedisSentMailLog({ redis, rules }: RedisSentMailLogOptions): SentMailLog {
  return {
    async add(operation, entry) {
      const own = parseMailOperationId(operation);
      if (!own.ok) throw new Error('The operation id of a mail is not a UUID');
      const { recovery, kind, mailbox } = entry;
      const json = JSON.stringify({ recovery, kind, mailbox });
      await orRedisUnavailable(redis.set(entryKey(own.value), json, 'PX', rules.entry));
    },

    async find(operation) {
      const named = parseMailOperationId(operation);
      if (!named.ok) return undefined;
      const json = await orRedisUnavailable(redis.get(entryKey(named.value)));
      return json === null ? undefined : Entry.safeParse(parsed(json)).data;
    },

    async rememberBounce(mailbox) {
      await orRedisUnavailable(redis.set(bounceKey(mailbox), '', 'PX', rules.bounce));
    },

    async isBouncing(mailbox) {
      // One command each: in a cluster they are in different slots.
      const found = await Promise.all(mailbox.map((mac) => orRedisUnavailable(redis.exists(bounceKey(mac)))));
      return found.includes(1);
    },
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
