import type { SentMailEntry } from '../ports/mail/sent-mail-log';
import { recordEvent } from './audit';
import type { RecoveryOptions } from './options';
import type { DeliveryReport } from './recovery';

/**
 * Handles a delivery report. Reports come repeatedly and in any order, so every step is idempotent. A failed mail ends its recovery, and no
 * other mail is sent to that mailbox for `sentMailRules.bounce` (src/policy/mail.ts). @throws Unavailable
 */
export async function receiveReport(options: RecoveryOptions, { operationId, outcome }: DeliveryReport): Promise<void> {
  const { sentMails, store, timers } = options;
  if (outcome === 'delivered') return;
  const entry = await sentMails.find(operationId);
  if (entry === undefined) return;

  const effect = await endRecovery(options, entry);
  // The person has used this mail's code or link since, so the mailbox does receive mail.
  if (effect === 'past') return;
  await sentMails.rememberBounce(entry.mailbox);
  const found = await store.find(entry.recovery);
  recordEvent(options, found?.facts, { event: 'mail', outcome: 'bounced', reason: entry.kind });
  if (effect === 'bounced') await timers.start({ recovery: entry.recovery, reason: 'changed' }, 0);
}

async function endRecovery({ store }: RecoveryOptions, { kind, recovery }: SentMailEntry) {
  return kind === 'key-changed' ? 'none' : store.markBounced(recovery, kind);
}
