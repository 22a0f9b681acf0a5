import type { OneTimeCode } from '../domain/recovery/one-time-code';
import type { Sensitive } from '../domain/sensitive';
import type { RecoveryId } from '../ports/ids';
import { countLinkMail } from './limits/mail-limits';
import { cancelAsVoid } from './end-void';
import { dispatchMailJob, createMailJob } from './mail/jobs';
import type { RecoveryOptions } from './options';
import { recheckEmployer } from './target/recheck';
import type { VerifyCodeOutcome } from './recovery';
import { recordEvent, recordCodeVerdict } from './audit';
import { macsOfCode } from './secrets/digests';

/**
 * Judges a code. The right one owes a link in the same step of the store. The link's job is written down before that step: whoever
 * dies after it leaves a job behind that finds the owed link.
 */
export async function verifyCode(
  options: RecoveryOptions,
  id: RecoveryId,
  code: Sensitive<OneTimeCode>,
): Promise<VerifyCodeOutcome> {
  const { keyRing, queue, settings, store } = options;

  const found = await store.find(id);
  if (found === undefined) {
    recordEvent(options, undefined, { event: 'code-checked', outcome: 'dead' });
    return { kind: 'expired' };
  }
  const checked = await recheckEmployer(options, found.facts);
  if (checked.kind === 'void') {
    await cancelAsVoid(options, id, found.facts);
    return { kind: 'void' };
  }

  const job = createMailJob(options, 'link', id);
  await queue.schedule(job, settings.mail.scheduledJobDelay);
  const verdict = await store.attempt(id, macsOfCode(keyRing, id, code), job.id);
  recordCodeVerdict(options, found.facts, verdict);
  await (verdict.kind === 'verified' ? dispatchMailJob(options, job) : queue.unschedule(job));
  if (verdict.kind === 'verified') await countLinkMail(options, checked.mailbox);
  return verdict;
}
