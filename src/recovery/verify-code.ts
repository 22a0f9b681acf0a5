import type { OneTimeCode } from '../domain/one-time-code';
import type { Sensitive } from '../domain/sensitive';
import type { RecoveryId } from '../ports/recovery-id';
import { countLink } from './charge-mail';
import { endVoid } from './end-void';
import { dispatch, newJob } from './mail-jobs';
import type { RecoveryOptions } from './options';
import { recheck } from './recheck';
import type { VerifyOutcome } from './recovery';
import { record, recordCode } from './record';
import { macsOfGuess } from './secrets';

/**
 * Judges a code. The right one owes a link in the same step of the store. The link's job is written down before that step: whoever
 * dies after it leaves a job behind that finds the owed link.
 */
export async function verifyCode(
  options: RecoveryOptions,
  id: RecoveryId,
  code: Sensitive<OneTimeCode>,
): Promise<VerifyOutcome> {
  const { keyRing, queue, settings, store } = options;

  const found = await store.find(id);
  if (found === undefined) {
    record(options, undefined, { event: 'code-checked', outcome: 'dead' });
    return { kind: 'expired' };
  }
  const checked = await recheck(options, found.facts);
  if (checked.kind === 'void') {
    await endVoid(options, id, found.facts);
    return { kind: 'void' };
  }

  const job = newJob(options, 'link', id);
  await queue.plan(job, settings.mail.planned);
  const verdict = await store.attempt(id, macsOfGuess(keyRing, id, code), job.id);
  recordCode(options, found.facts, verdict);
  await (verdict.kind === 'verified' ? dispatch(options, job) : queue.drop(job));
  if (verdict.kind === 'verified') await countLink(options, checked.mailbox);
  return verdict;
}
