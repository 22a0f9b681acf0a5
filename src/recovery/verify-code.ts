import type { OneTimeCode } from '../domain/one-time-code';
import type { Sensitive } from '../domain/sensitive';
import type { RecoveryId } from '../ports/recovery-store';
import type { RecoveryOptions } from './options';
import { recheck } from './recheck';
import type { VerifyOutcome } from './recovery';
import { macCode } from './secrets';

/** Judges a code. The right one owes a link in the same step of the store, so a crash cannot swallow it. */
export async function verifyCode(
  options: RecoveryOptions,
  id: RecoveryId,
  code: Sensitive<OneTimeCode>,
): Promise<VerifyOutcome> {
  const { keyRing, queue, store } = options;

  const found = await store.find(id);
  if (found === undefined) return { kind: 'expired' };
  if ((await recheck(options, found.facts)).kind === 'void') {
    await store.cancel(id);
    return { kind: 'void' };
  }

  const verdict = await store.attempt(id, macCode(keyRing, id, code));
  if (verdict.kind === 'verified') await queue.add({ kind: 'link', recovery: id });
  return verdict;
}
