import type { RecoveryId } from '../ports/ids';
import type { MailKind } from '../domain/recovery/rules';
import type { RecoverySnapshot } from '../ports/recovery/recovery-store';
import type { RecoveryStage } from '../domain/recovery/stage';
import type { RecoveryOptions } from './options';
import type { RecoveryView } from './recovery';

export async function view({ store }: RecoveryOptions, id: RecoveryId): Promise<RecoveryView | undefined> {
  const found = await store.find(id);
  return found && viewOf(id, found, found.stage);
}

/**
 * Waits up to `mailWaitTimeout` for the mail to be accepted. The store decides in one step whether the turn or a notification announces the
 * result, so that it is announced exactly once. @throws Unavailable
 */
export async function awaitMail(
  options: RecoveryOptions,
  id: RecoveryId,
  mail: MailKind,
): Promise<RecoveryView | undefined> {
  const { queue, settings, store } = options;
  await queue.waitUntilSettled({ kind: mail, recovery: id }, settings.mailWaitTimeout);

  const found = await store.find(id);
  if (found?.stage.kind !== 'sending') return found && viewOf(id, found, found.stage);
  return viewOf(id, found, (await store.stopWaiting(id)) ?? found.stage);
}

const viewOf = (id: RecoveryId, { facts }: RecoverySnapshot, stage: RecoveryStage): RecoveryView => ({
  id,
  maskedMailbox: facts.maskedMailbox,
  phrase: facts.phrase,
  locale: facts.locale,
  stage,
});
