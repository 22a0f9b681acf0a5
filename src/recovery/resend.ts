import type { MailKind, RecoveryId } from '../ports/recovery-store';
import type { RecoveryOptions } from './options';
import { recheck } from './recheck';
import type { ResendOutcome } from './recovery';

/** Sends another code or link; the earlier one is dead. */
export async function resend(options: RecoveryOptions, id: RecoveryId, mail: MailKind): Promise<ResendOutcome> {
  const { queue, store } = options;

  const found = await store.find(id);
  if (found === undefined) return { kind: 'gone' };
  if ((await recheck(options, found.facts)).kind === 'void') {
    await store.cancel(id);
    return { kind: 'void' };
  }

  const due = await store.owe(id, mail);
  if (due.kind === 'owed') await queue.add({ kind: mail, recovery: id });
  return due;
}
