import type { Locale } from '../domain/locale';
import type { OneTimeCode } from '../domain/recovery/one-time-code';
import type { Sensitive } from '../domain/sensitive';
import type { RecoveryId } from '../ports/ids';
import { recordCodeVerdict, recordEvent } from './audit';
import { countLinkMail } from './limits/mail-limits';
import { createMailJob, dispatchMailJob } from './mail/jobs';
import type { RecoveryOptions } from './options';
import type { VerifyCodeOutcome } from './recovery';
import { macsOfCode } from './secrets/digests';
import { recheckOrCancel } from './target/recheck';

export interface CodeAnswer {
  readonly code: Sensitive<OneTimeCode>;
  /** The language of the link's mail. */
  readonly locale?: Locale | undefined;
}

/**
 * Judges a code. In the store, the right code and the owed link are one step. The link's job is scheduled before that step, so that after
 * a crash it still finds the link that is owed. @throws Unavailable
 */
export async function verifyCode(
  options: RecoveryOptions,
  id: RecoveryId,
  { code, locale }: CodeAnswer,
): Promise<VerifyCodeOutcome> {
  const { keyRing, queue, settings, store } = options;

  const found = await store.find(id);
  if (found === undefined) {
    recordEvent(options, undefined, { event: 'code-checked', outcome: 'dead' });
    return { kind: 'expired' };
  }
  const checked = await recheckOrCancel(options, id, found.facts);
  if (checked.kind === 'void') return checked;

  const job = createMailJob(options, { kind: 'link', recovery: id, locale });
  await queue.schedule(job, settings.mail.scheduledJobDelay);
  const verdict = await store.attempt(id, macsOfCode(keyRing, id, code), job.id);
  recordCodeVerdict(options, found.facts, verdict);
  await (verdict.kind === 'verified' ? dispatchMailJob(options, job) : queue.unschedule(job));
  if (verdict.kind === 'verified') await countLinkMail(options, checked.mailbox);
  return verdict;
}
