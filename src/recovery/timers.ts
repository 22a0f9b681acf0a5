import type { RecoveryTimer } from '../ports/recovery/recovery-timers';
import type { RecoveryOptions } from './options';

/**
 * Looks how a recovery stands. While something runs, a mail's way, a code, a link, a page, it looks again at its end; when that ended
 * unused, the chat is told. What the chat has said already, it does not say again, so looking twice does no harm.
 */
export async function onTimer(
  { notifier, store }: RecoveryOptions,
  { reason, recovery }: RecoveryTimer,
): Promise<number | undefined> {
  const found = await store.find(recovery);
  if (found === undefined) return undefined;
  const { facts, stage } = found;
  if (reason === 'news') {
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
