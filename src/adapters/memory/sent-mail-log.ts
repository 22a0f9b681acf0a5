import { parseMailOperationId, type MailOperationId } from '../../domain/mail/mail-operation-id';
import type { Clock } from '../../ports/system';
import type { Mac } from '../../ports/security/key-ring';
import type { SentMailEntry, SentMailLogRules, SentMailLog } from '../../ports/mail/sent-mail-log';
import { createExpiringMap } from './expiring-map';

export interface MemorySentMailLogOptions {
  readonly clock: Clock;
  readonly rules: SentMailLogRules;
}

/** Keeps the log in this process. */
export function createMemorySentMailLog({ clock, rules }: MemorySentMailLogOptions): SentMailLog {
  const entries = createExpiringMap<MailOperationId, SentMailEntry>(clock);
  const bounces = createExpiringMap<Mac, true>(clock);

  return {
    add(operation, entry) {
      const own = parseMailOperationId(operation);
      if (!own.ok) return Promise.reject(new Error('The operation id of a mail is not a UUID'));
      entries.set(own.value, entry, rules.entry);
      return Promise.resolve();
    },

    find(operation) {
      const named = parseMailOperationId(operation);
      return Promise.resolve(named.ok ? entries.get(named.value) : undefined);
    },

    rememberBounce(mailbox) {
      bounces.set(mailbox, true, rules.bounce);
      return Promise.resolve();
    },

    isBouncing: (mailbox) => Promise.resolve(mailbox.some((mac) => bounces.get(mac) !== undefined)),
  };
}
