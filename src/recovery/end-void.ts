import type { RecoveryId } from '../ports/ids';
import type { RecoveryFacts } from '../ports/recovery/recovery-store';
import type { RecoveryOptions } from './options';
import { recordEvent } from './audit';

/** What the recovery was begun on holds no longer: nothing of it may go on. */
export async function cancelAsVoid(options: RecoveryOptions, id: RecoveryId, facts: RecoveryFacts): Promise<void> {
  await options.store.cancel(id);
  recordEvent(options, facts, { event: 'recovery-ended', outcome: 'void' });
}
