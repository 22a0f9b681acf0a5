import type { RecoveryId } from '../ports/recovery-id';
import type { RecoveryFacts } from '../ports/recovery-store';
import type { RecoveryOptions } from './options';
import { record } from './record';

/** What the recovery was begun on holds no longer: nothing of it may go on. */
export async function endVoid(options: RecoveryOptions, id: RecoveryId, facts: RecoveryFacts): Promise<void> {
  await options.store.cancel(id);
  record(options, facts, { event: 'recovery-ended', outcome: 'void' });
}
