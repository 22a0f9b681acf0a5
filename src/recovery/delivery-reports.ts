import type { SentMailEntry } from '../ports/mail/sent-mail-log';
import type { RecoveryOptions } from './options';
import { recordEvent } from './audit';

/** What the mail service says later of a mail that it took. */
export interface DeliveryReport {
  /** The operation id the mail was sent under. */
  readonly operationId: string;
  /** `failed`: bounced, filtered, suppressed; it did not reach the mailbox and will not. */
  readonly outcome: 'delivered' | 'failed';
}

/**
 * Reports come more than once and in any order. A mail that failed ends its recovery, and for a day no other is sent to that mailbox;
 * nothing that comes later makes it undone. Everything here can be done twice.
 */
export async function receiveReport(options: RecoveryOptions, { operationId, outcome }: DeliveryReport): Promise<void> {
  const { sentMails, store, timers } = options;
  if (outcome === 'delivered') return;
  const entry = await sentMails.find(operationId);
  if (entry === undefined) return;

  const effect = await endRecovery(options, entry);
  // Whoever has typed the code since did read it, whatever the report says.
  if (effect === 'past') return;
  await sentMails.rememberBounce(entry.mailbox);
  const found = await store.find(entry.recovery);
  recordEvent(options, found?.facts, { event: 'mail', outcome: 'bounced', reason: entry.kind });
  if (effect === 'bounced') await timers.start({ recovery: entry.recovery, reason: 'news' }, 0);
}

async function endRecovery({ store }: RecoveryOptions, { kind, recovery }: SentMailEntry) {
  return kind === 'key-changed' ? 'none' : store.markBounced(recovery, kind);
}
