import type { RecoveryTimer } from '../ports/recovery/recovery-timers';
import type { RecoveryOptions } from './options';

/**
 * Handles a recovery timer. While a mail, a code, a link or a reset session still runs, returns in how many ms to run again, at its end.
 * When it ended unused, notifies the chat. The chat drops what it has said already, so running twice does no harm. @throws Unavailable
 */
export async function onTimer(
  { notifier, store }: RecoveryOptions,
  { reason, recovery }: RecoveryTimer,
): Promise<number | undefined> {
  const found = await store.find(recovery);
  if (found === undefined) return undefined;
  const { facts, stage } = found;
  if (reason === 'changed') {
    await notifier.notify(facts.replyTo, recovery);
    return undefined;
  }

  switch (stage.kind) {
    case 'sending':
    case 'live':
    case 'opened':
      return stage.msLeft;
    case 'unsent':
    case 'ended':
    case 'bounced':
      await notifier.notify(facts.replyTo, recovery);
      return undefined;
    case 'done':
    case 'cancelled':
      return undefined;
  }
}
