import { setTimeout as delay } from 'node:timers/promises';
import { createInProcessMailQueue } from '../../../src/adapters/memory/mail-queue';
import type { OneTimeCode } from '../../../src/domain/recovery/one-time-code';
import type { LinkToken } from '../../../src/domain/recovery/reset-link';
import { Sensitive } from '../../../src/domain/sensitive';
import { SECOND } from '../../../src/domain/time';
import type { MailJob } from '../../../src/ports/mail/mail-job';
import type { Mailer, MailMessage } from '../../../src/ports/mail/mailer';
import type { RecoveryId } from '../../../src/ports/ids';
import { jobRetryPolicy } from '../../../src/policy/mail';
import { waitUntil } from '../../support/jest/wait-until';
import { ACCEPTED, codeInMessage, DEFERRED, createScriptedMailer } from '../../support/mail/scripted-mailer';
import {
  requester,
  createInMemoryRecovery,
  demoClaim,
  beginWithMailedCode,
  type InMemoryRecovery,
} from '../../support/recovery/in-memory-recovery';

const claim = demoClaim('empresa privada');
const KEY = 'faro lento bajo nube 81';

const stageOf = async (backend: InMemoryRecovery, id: RecoveryId) => (await backend.chat.view(id))?.stage;

describe('repeated mail job', () => {
  it('a repeated job mails a new secret after a crash, and the old secret is void', async () => {
    const { mailer, sent } = createScriptedMailer();
    // The first process crashes after the mail was sent and never receives the answer.
    const dying = {
      send: (message: MailMessage) => mailer.send(message).then(() => new Promise<never>(() => undefined)),
    };
    let current: Mailer = dying;
    const backend = createInMemoryRecovery({
      mailer: { send: (message) => current.send(message) },
      queue: silentQueue(),
    });
    const outcome = await backend.chat.begin(claim, requester);
    if (outcome.kind !== 'begun') throw new Error(outcome.kind);
    const { recovery } = outcome;
    const job = await jobOf(backend, recovery);
    void backend.deliver(job);
    await backend.settle();
    current = mailer;
    await backend.deliver(job);

    expect(sent).toHaveLength(2);
    expect(sent[0]?.operationId).not.toBe(sent[1]?.operationId);
    const [old, fresh] = sent.map(codeInMessage) as [Sensitive<OneTimeCode>, Sensitive<OneTimeCode>];
    if (old.expose() !== fresh.expose())
      expect(await backend.chat.verifyCode(recovery, old)).toMatchObject({ kind: 'mismatch' });
    expect(await backend.chat.verifyCode(recovery, fresh)).toEqual({ kind: 'verified' });
  });

  it('a repeated job sends nothing after the mail was accepted, and notifies the chat', async () => {
    const backend = createInMemoryRecovery();
    const id = await beginWithMailedCode(backend);
    await backend.deliver(await jobOf(backend, id));
    expect(backend.mailbox.messages()).toHaveLength(1);
    expect(backend.notified).toEqual([id]);
  });

  it('a repeated job does nothing when another mail was requested in the meantime', async () => {
    const backend = createInMemoryRecovery();
    const id = await beginWithMailedCode(backend);
    const job = await jobOf(backend, id);
    backend.passTime(60 * SECOND);
    await backend.chat.resend(id, 'code');
    await backend.chat.awaitMail(id, 'code');
    await backend.deliver(job);
    expect(backend.mailbox.messages()).toHaveLength(2);
    expect(backend.notified).toEqual([]);
  });

  it('a job is enqueued before the step that owes its mail, and removed when the step owes none', async () => {
    const steps: string[] = [];
    const backend = createInMemoryRecovery({ queue: silentQueue(steps) });
    const outcome = await backend.chat.begin(claim, requester);
    if (outcome.kind !== 'begun') throw new Error(outcome.kind);
    const job = await jobOf(backend, outcome.recovery);
    await backend.deliver(job);
    steps.length = 0;
    await backend.chat.verifyCode(outcome.recovery, new Sensitive('000000' as OneTimeCode));
    await backend.chat.verifyCode(outcome.recovery, new Sensitive(backend.code() as OneTimeCode));
    expect(steps).toEqual(['schedule link', 'unschedule link', 'schedule link', 'add link']);
  });

  /** Creates a queue that runs no job by itself. */
  function silentQueue(steps: string[] = []) {
    const note = (step: string) => (job: MailJob) => Promise.resolve(void steps.push(`${step} ${job.kind}`));
    return {
      schedule: note('schedule'),
      add: note('add'),
      unschedule: note('unschedule'),
      waitUntilSettled: () => Promise.resolve(),
      handle: () => undefined,
      close: () => Promise.resolve(),
    };
  }

  const jobOf = async (backend: InMemoryRecovery, recovery: RecoveryId): Promise<MailJob> => {
    const found = await backend.options.store.find(recovery);
    if (found === undefined) throw new Error('gone');
    return { id: found.job, kind: 'code', recovery, askedAt: backend.options.clock.now() };
  };
});

describe('failure of the store just after a mail was sent', () => {
  it('a failure of the store after the sending causes no second mail', async () => {
    const { mailer, sent } = createScriptedMailer();
    const backend = createInMemoryRecovery({
      mailer: {
        send: (message) => {
          backend.down.add('recovery-store');
          setTimeout(() => backend.down.delete('recovery-store'), 0);
          return mailer.send(message);
        },
      },
      clock: {
        ...createInMemoryRecovery().options.clock,
        sleep: () => new Promise((resolve) => setTimeout(resolve, 5)),
      },
    });
    const id = await beginWithMailedCode(backend);
    expect(sent).toHaveLength(1);
    expect(await stageOf(backend, id)).toMatchObject({ kind: 'live' });
  });
});

describe('key-changed notice', () => {
  it('the notice is the same mail in every repetition of its job, and is not sent when the key was not changed', async () => {
    const { mailer, sent } = createScriptedMailer();
    const backend = createInMemoryRecovery({ mailer });
    const id = await beginWithMailedCode(backend);
    await backend.chat.verifyCode(id, codeInMessage(sent[0] as MailMessage));
    await backend.chat.awaitMail(id, 'link');
    const notice: MailJob = {
      id: backend.options.random.uuid() as MailJob['id'],
      kind: 'key-changed',
      recovery: id,
      askedAt: backend.options.clock.now(),
    };
    await backend.deliver(notice);
    expect(sent).toHaveLength(2);

    const session = await openLinkIn(backend, sent[1]);
    await backend.page.setKey(session, new Sensitive(KEY));
    await backend.settle();
    expect(sent).toHaveLength(3);
    await backend.deliver(notice);
    await backend.deliver(notice);
    expect(sent.slice(3).map(({ operationId }) => operationId)).toEqual([notice.id, notice.id]);
    expect(backend.notified.filter((recovery) => recovery === id)).toHaveLength(2);
  });

  it('the notice is sent although the mail quota is used up and the mail service asked for a back-off', async () => {
    const { mailer, sent } = createScriptedMailer();
    const full = { is: false };
    const backend = createInMemoryRecovery({
      mailer,
      mailQuota: {
        acquire: () => Promise.resolve(full.is ? { kind: 'exceeded', retryIn: 3_600 * SECOND } : { kind: 'acquired' }),
        backOff: () => Promise.resolve(),
      },
    });
    const id = await beginWithMailedCode(backend);
    await backend.chat.verifyCode(id, codeInMessage(sent[0] as MailMessage));
    await backend.chat.awaitMail(id, 'link');
    full.is = true;
    const session = await openLinkIn(backend, sent[1]);
    await backend.page.setKey(session, new Sensitive(KEY));
    await backend.settle();
    expect(sent).toHaveLength(3);
  });

  it('the notice is retried later after an outage of the mail service, and is not deferred again after that', async () => {
    const { mailer, sent } = createScriptedMailer(ACCEPTED, ACCEPTED, DEFERRED, DEFERRED, DEFERRED);
    const failures: unknown[] = [];
    const queue = createInProcessMailQueue({
      retries: { ...jobRetryPolicy, firstDelay: 20 },
      onFailure: (_job, error) => failures.push(error),
    });
    const backend = createInMemoryRecovery({ mailer, queue });
    const id = await beginWithMailedCode(backend);
    await backend.chat.verifyCode(id, codeInMessage(sent[0] as MailMessage));
    await backend.chat.awaitMail(id, 'link');
    const session = await openLinkIn(backend, sent[1]);
    expect(await backend.page.setKey(session, new Sensitive(KEY))).toEqual({ kind: 'changed' });
    await waitUntil(() => sent.length >= 6);
    // Time for another retry, which must not follow.
    await delay(200);
    expect(sent).toHaveLength(6);
    expect(failures).toHaveLength(1);
  });
});

async function openLinkIn({ page }: InMemoryRecovery, mail: MailMessage | undefined) {
  const token = /#t=([\w-]{43})/.exec(mail?.text.expose() ?? '')?.[1] ?? '';
  const opened = await page.openLink(new Sensitive(token as LinkToken));
  if (opened.kind !== 'opened') throw new Error(opened.kind);
  return opened.session;
}
