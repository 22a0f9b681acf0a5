import type { RecoveryId } from '../ports/ids';
import type { RecoveryOptions } from './options';
import { recordEvent } from './audit';

/** The person gave up, or began something else. */
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
