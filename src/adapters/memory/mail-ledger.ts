import { parseMailOperation, type MailOperation } from '../../domain/mail-operation';
import type { Clock } from '../../ports/clock';
import type { Mac } from '../../ports/key-ring';
import type { LedgerEntry, LedgerRules, MailLedger } from '../../ports/mail-ledger';
import { createExpiringMap } from './expiring-map';

export interface MemoryMailLedgerOptions {
  readonly clock: Clock;
  readonly rules: LedgerRules;
}

/** For one process. */
export function createMemoryMailLedger({ clock, rules }: MemoryMailLedgerOptions): MailLedger {
  const entries = createExpiringMap<MailOperation, LedgerEntry>(clock);
  const bounces = createExpiringMap<Mac, true>(clock);

  return {
    enter(operation, entry) {
      const own = parseMailOperation(operation);
      if (!own.ok) return Promise.reject(new Error('A mail was entered under what is no UUID'));
      entries.set(own.value, entry, rules.entry);
      return Promise.resolve();
    },

    find(operation) {
      const named = parseMailOperation(operation);
      return Promise.resolve(named.ok ? entries.get(named.value) : undefined);
    },

    rememberBounce(mailbox) {
      bounces.set(mailbox, true, rules.bounce);
      return Promise.resolve();
    },

    isBouncing: (mailbox) => Promise.resolve(mailbox.some((mac) => bounces.get(mac) !== undefined)),
  };
}
