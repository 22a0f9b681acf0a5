import type { RecoveryId } from '../ports/recovery-id';
import type { RecoveryOptions } from './options';
import { record } from './record';

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
      record(options, found.facts, { event: 'recovery-ended', outcome: 'cancelled' });
      return;
    case 'bounced':
    case 'done':
    case 'cancelled':
    case undefined:
      return;
  }
}
