import type { OneTimeCode } from '../../../src/domain/recovery/one-time-code';
import { Sensitive } from '../../../src/domain/sensitive';
import { SECOND } from '../../../src/domain/time';
import type { SentMailEntry } from '../../../src/ports/mail/sent-mail-log';
import type { MailMessage, Mailer, MailSendResult } from '../../../src/ports/mail/mailer';
import type { RecoveryId } from '../../../src/ports/ids';
import {
  requester,
  createInMemoryRecovery,
  demoClaim,
  beginWithMailedCode,
  type InMemoryRecovery,
} from '../../support/recovery/in-memory-recovery';

const claim = demoClaim('empresa privada');
const KEY = 'faro lento bajo nube 81';

async function beginAndVerify(backend: InMemoryRecovery): Promise<RecoveryId> {
  const id = await beginWithMailedCode(backend);
  await backend.chat.verifyCode(id, new Sensitive(backend.code() as OneTimeCode));
  await backend.chat.awaitMail(id, 'link');
  return id;
}

/** Advances the clock second by second and fires the timers that are due. */
async function passSeconds(backend: InMemoryRecovery, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    backend.passTime(SECOND);
    // Real time passes only after a timer, which may have added a mail job.
    if ((await backend.fireDueTimers()) > 0) await backend.settle();
  }
  await backend.settle();
}

describe('notifications of recovery timers', () => {
  it('an unused code is reported at its end, not before, and once', async () => {
    const backend = createInMemoryRecovery();
    const id = await beginWithMailedCode(backend);
    await passSeconds(backend, 179);
    expect(backend.notified).toEqual([]);
    await passSeconds(backend, 1);
    expect(backend.notified).toEqual([id]);
    await passSeconds(backend, 600);
    expect(backend.notified).toEqual([id]);
  });

  it('an unused link is reported at its end, counted from its own mail', async () => {
    const backend = createInMemoryRecovery();
    const id = await beginWithMailedCode(backend);
    await passSeconds(backend, 100);
    await backend.chat.verifyCode(id, new Sensitive(backend.code() as OneTimeCode));
    await backend.chat.awaitMail(id, 'link');
    await passSeconds(backend, 179);
    expect(backend.notified).toEqual([]);
    await passSeconds(backend, 1);
    expect(new Set(backend.notified)).toEqual(new Set([id]));
  });

  it('a reset page that ended without a key is reported', async () => {
    const backend = createInMemoryRecovery();
    const id = await beginAndVerify(backend);
    await backend.open();
    await backend.settle();
    // The notification of the opened link.
    expect(backend.notified).toEqual([id]);
    await passSeconds(backend, 599);
    expect(backend.notified).toEqual([id]);
    await passSeconds(backend, 1);
    expect(new Set(backend.notified.slice(1))).toEqual(new Set([id]));
  });

  it('nothing is reported that was used, completed or cancelled', async () => {
    const backend = createInMemoryRecovery();
    const cancelled = await beginWithMailedCode(backend);
    await backend.chat.cancel(cancelled);
    await beginAndVerify(backend);
    const session = await backend.open();
    await backend.page.setKey(session, new Sensitive(KEY));
    await backend.settle();
    const earlier = [...backend.notified];
    await passSeconds(backend, 1_200);
    expect(backend.notified).toEqual(earlier);
  });

  it('a mail that was never sent is reported when its time is over', async () => {
    const hangingMailer: Mailer = { send: () => new Promise<MailSendResult>(() => undefined) };
    const { options } = createInMemoryRecovery();
    const backend = createInMemoryRecovery({
      mailer: hangingMailer,
      settings: { ...options.settings, mailWaitTimeout: 10 },
    });
    const id = await beginWithMailedCode(backend);
    await passSeconds(backend, 59);
    expect(backend.notified).toEqual([]);
    await passSeconds(backend, 1);
    expect(backend.notified).toEqual([id]);
    expect((await backend.chat.view(id))?.stage).toMatchObject({ kind: 'unsent' });
  });
});

describe('delivery report', () => {
  /** Records the operation id of each mail. */
  function createReportingService() {
    const entries = new Map<string, SentMailEntry>();
    const operations: string[] = [];
    const backend: InMemoryRecovery = createInMemoryRecovery({
      mailer: {
        send: (message: MailMessage) => {
          operations.push(message.operationId);
          return backend.mailbox.send(message);
        },
      },
    });
    return { backend, entries, operations, fail: (index: number) => reportFailure(backend, operations[index] ?? '') };
  }
  const reportFailure = async (backend: InMemoryRecovery, operation: string) => {
    await backend.reports.receive({ operationId: operation, outcome: 'failed' });
    await backend.settle();
  };

  it('a report of a failed mail ends the recovery, notifies the person, and stops mail to that mailbox for a day', async () => {
    const { fail, backend } = createReportingService();
    const id = await beginWithMailedCode(backend);
    await fail(0);
    expect(backend.notified).toEqual([id]);
    expect((await backend.chat.view(id))?.stage).toEqual({ kind: 'bounced', mail: 'code' });
    expect(await backend.chat.resend(id, 'code')).toEqual({ kind: 'bounces' });
    expect(await backend.chat.begin(claim, requester)).toEqual({ kind: 'ineligible', cause: 'mail-bounces' });
    expect(backend.mailbox.messages()).toHaveLength(1);
  });

  it('a report is recorded for the mailbox even when the person has left the recovery', async () => {
    const { fail, backend } = createReportingService();
    const id = await beginWithMailedCode(backend);
    await backend.chat.cancel(id);
    await fail(0);
    expect(backend.notified).toEqual([]);
    expect(await backend.chat.begin(claim, requester)).toEqual({ kind: 'ineligible', cause: 'mail-bounces' });
  });

  it('a report of a delivery changes nothing after a bounce', async () => {
    const { fail, operations, backend } = createReportingService();
    const id = await beginWithMailedCode(backend);
    await fail(0);
    await backend.reports.receive({ operationId: operations[0] ?? '', outcome: 'delivered' });
    expect((await backend.chat.view(id))?.stage).toEqual({ kind: 'bounced', mail: 'code' });
  });

  it('a report is effective before the mail service’s own answer', async () => {
    const backend: InMemoryRecovery = createInMemoryRecovery({
      mailer: {
        send: async ({ operationId }: MailMessage) => {
          await backend.reports.receive({ operationId, outcome: 'failed' });
          return { kind: 'accepted' };
        },
      },
    });
    const id = await beginWithMailedCode(backend);
    expect((await backend.chat.view(id))?.stage).toEqual({ kind: 'bounced', mail: 'code' });
  });

  it('a report of a bounce is ignored when the code was typed in the meantime', async () => {
    const { fail, backend } = createReportingService();
    const id = await beginAndVerify(backend);
    await fail(0);
    expect(backend.notified).toEqual([]);
    expect((await backend.chat.view(id))?.stage).toMatchObject({ kind: 'live', mail: 'link' });
    expect(await backend.chat.begin(claim, requester)).toMatchObject({ kind: 'begun' });
  });

  it('a report of a bounced link ends the recovery', async () => {
    const { fail, backend } = createReportingService();
    const id = await beginAndVerify(backend);
    await fail(1);
    expect(backend.notified).toEqual([id]);
    expect((await backend.chat.view(id))?.stage).toEqual({ kind: 'bounced', mail: 'link' });
  });

  it('a report of a bounced notice stops mail to the mailbox and notifies nobody', async () => {
    const { fail, backend } = createReportingService();
    await beginAndVerify(backend);
    await backend.page.setKey(await backend.open(), new Sensitive(KEY));
    await backend.settle();
    const earlier = [...backend.notified];
    await fail(2);
    expect(backend.notified).toEqual(earlier);
    expect(await backend.chat.begin(claim, requester)).toEqual({ kind: 'ineligible', cause: 'mail-bounces' });
  });

  it('a report of a bounce stops mail to the mailbox after the recovery is long over', async () => {
    const { fail, backend } = createReportingService();
    await beginWithMailedCode(backend);
    backend.passTime(31 * 60 * SECOND);
    await fail(0);
    expect(backend.notified).toEqual([]);
    expect(await backend.chat.begin(claim, requester)).toEqual({ kind: 'ineligible', cause: 'mail-bounces' });
  });

  it('a report of an unknown mail does nothing', async () => {
    const { backend } = createReportingService();
    const id = await beginWithMailedCode(backend);
    await reportFailure(backend, backend.options.random.uuid());
    await reportFailure(backend, 'nonsense');
    expect(backend.notified).toEqual([]);
    expect((await backend.chat.view(id))?.stage.kind).toBe('live');
  });

  it('a report fails as a whole during an outage of the store, and takes full effect when it is repeated', async () => {
    const { fail, operations, backend } = createReportingService();
    const id = await beginWithMailedCode(backend);
    backend.down.add('recovery-store');
    await expect(reportFailure(backend, operations[0] ?? '')).rejects.toMatchObject({ name: 'Unavailable' });
    backend.down.delete('recovery-store');
    await fail(0);
    expect(backend.notified).toEqual([id]);
  });
});
