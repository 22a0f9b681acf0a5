import type { RecoveryId } from '../ports/ids';
import { recordEvent } from './audit';
import type { RecoveryOptions } from './options';

/** Ends a recovery that the person gave up or replaced. Records it only when something could still be used. @throws Unavailable */
export async function cancel(options: RecoveryOptions, id: RecoveryId): Promise<void> {
  const { store } = options;
  const found = await store.find(id);
  await store.cancel(id);
  switch (found?.stage.kind) {
    case 'sending':
    case 'live':
    case 'unsent':
    case 'ended':
    case 'opened':
      recordEvent(options, found.facts, { event: 'recovery-ended', outcome: 'cancelled' });
      return;
    case 'bounced':
    case 'done':
    case 'cancelled':
    case undefined:
      return;
  }
}
