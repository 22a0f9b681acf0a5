import type { MailSendResult } from '../../../src/ports/mail/mailer';
import { createRecordingMetrics } from '../../support/recovery/recording-metrics';
import { createInMemoryRecovery, beginWithMailedCode } from '../../support/recovery/in-memory-recovery';

const cause = new Error('busy');

/** Returns the measurement of a code mail when the service gives these answers in sequence. */
async function measureMail(...results: readonly MailSendResult[]) {
  const { metrics, recorded } = createRecordingMetrics();
  const left = [...results];
  const mailer = { send: () => Promise.resolve(left.shift() ?? ({ kind: 'accepted' } as const)) };
  const backend = createInMemoryRecovery({ metrics, mailer });
  await beginWithMailedCode(backend);
  await backend.settle();
  return recorded;
}

describe('mail metrics', () => {
  const mail = { measured: 'mail', kind: 'code' };

  it('the time from the request to the mail and the number of attempts are measured', async () => {
    expect(await measureMail({ kind: 'accepted' })).toEqual([{ ...mail, outcome: 'accepted', tries: 1, ms: 0 }]);
    const [slow] = await measureMail({ kind: 'deferred', cause, retryAfter: 2_000 });
    expect(slow).toEqual({ ...mail, outcome: 'accepted', tries: 2, ms: 2_000 });
  });

  it.each<[MailSendResult, string]>([
    [{ kind: 'refused', what: 'mailbox', cause }, 'bounced'],
    [{ kind: 'refused', what: 'mail', cause }, 'refused'],
    [{ kind: 'uncertain', cause }, 'uncertain'],
  ])('a mail with the result %j is counted as %s', async (result, outcome) => {
    expect(await measureMail(result)).toEqual([expect.objectContaining({ ...mail, outcome, tries: 1 })]);
  });

  it('a mail is counted as deferred when every attempt failed', async () => {
    const busy: MailSendResult = { kind: 'deferred', cause };
    expect(await measureMail(busy, busy, busy)).toEqual([
      expect.objectContaining({ ...mail, outcome: 'deferred', tries: 3 }),
    ]);
  });
});
