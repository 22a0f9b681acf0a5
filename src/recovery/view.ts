import type { MailKind } from '../ports/mail/mail-job';
import type { RecoveryId } from '../ports/ids';
import type { RecoverySnapshot, RecoveryStage } from '../ports/recovery/recovery-store';
import type { RecoveryOptions } from './options';
import type { RecoveryView } from './recovery';

export async function view({ store }: RecoveryOptions, id: RecoveryId): Promise<RecoveryView | undefined> {
  const found = await store.find(id);
  return found && show(id, found, found.stage);
}

/**
 * Waits for the mail as long as a turn may. Whoever is late, mail or turn, is told so by the store in one step: the news
 * is said exactly once, by the turn or by the notifier.
 */
export async function awaitMail(
  options: RecoveryOptions,
  id: RecoveryId,
  mail: MailKind,
): Promise<RecoveryView | undefined> {
  const { queue, settings, store } = options;
  await queue.waitUntilSettled({ kind: mail, recovery: id }, settings.mailWaitTimeout);

  const found = await store.find(id);
  if (found?.stage.kind !== 'sending') return found && show(id, found, found.stage);
  return show(id, found, (await store.stopWaiting(id)) ?? found.stage);
}

const show = (id: RecoveryId, { facts }: RecoverySnapshot, stage: RecoveryStage): RecoveryView => ({
  id,
  maskedMailbox: facts.maskedMailbox,
  phrase: facts.phrase,
  locale: facts.locale,
  stage,
});
