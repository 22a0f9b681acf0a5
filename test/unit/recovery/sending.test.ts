import type { OneTimeCode } from '../../../src/domain/recovery/one-time-code';
import { Sensitive } from '../../../src/domain/sensitive';
import { SECOND, type Instant } from '../../../src/domain/time';
import type { Mac } from '../../../src/ports/security/key-ring';
import type { MailQuota } from '../../../src/ports/mail/mail-quota';
import type { MailMessage } from '../../../src/ports/mail/mailer';
import type { RecoveryId } from '../../../src/ports/ids';
import {
  deferredFor,
  codeInMessage,
  DEFERRED,
  createScriptedMailer,
  UNANSWERED,
} from '../../support/mail/scripted-mailer';
import {
  requester,
  createInMemoryRecovery,
  demoClaim,
  beginWithMailedCode,
  type InMemoryRecovery,
} from '../../support/recovery/in-memory-recovery';

const claim = demoClaim('empresa privada');

const stageOf = async (backend: InMemoryRecovery, id: RecoveryId) => (await backend.chat.view(id))?.stage;

describe('mail service with a temporary failure', () => {
  it('a mail is sent unchanged up to three times', async () => {
    const { mailer, sent } = createScriptedMailer(DEFERRED, DEFERRED);
    const backend = createInMemoryRecovery({ mailer });
    const id = await beginWithMailedCode(backend);
    expect(await stageOf(backend, id)).toMatchObject({ kind: 'live' });
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map(({ operationId, text }) => `${operationId} ${text.expose()}`)).size).toBe(1);
  });

  it('a lasting failure is reported to the person, its cause is logged, and the mail costs nothing', async () => {
    const { mailer, sent } = createScriptedMailer(DEFERRED, DEFERRED, DEFERRED);
    const backend = createInMemoryRecovery({ mailer });
    const id = await beginWithMailedCode(backend);
    expect(await stageOf(backend, id)).toEqual({ kind: 'unsent', mail: 'code', mailsLeft: 3 });
    expect(backend.reportedErrors).toEqual(['HTTP 500']);
    expect(await backend.chat.verifyCode(id, codeInMessage(sent[0] as MailMessage))).toEqual({ kind: 'expired' });
    expect(await backend.chat.resend(id, 'code')).toEqual({ kind: 'owed' });
    await backend.chat.awaitMail(id, 'code');
    expect(await stageOf(backend, id)).toMatchObject({ kind: 'live' });
    expect(sent[3]?.operationId).not.toBe(sent[0]?.operationId);
  });

  it('a mail is not tried again after twenty seconds', async () => {
    const { mailer, sent } = createScriptedMailer();
    const backend = createInMemoryRecovery({
      mailer: {
        send: (message) => {
          backend.passTime(17 * SECOND);
          return mailer.send(message).then(() => DEFERRED);
        },
      },
    });
    await beginWithMailedCode(backend);
    expect(sent).toHaveLength(2);
  });

  it('a mail that the service may have taken is not sent again, and its code works', async () => {
    const { mailer, sent } = createScriptedMailer({ kind: 'uncertain', cause: new Error('ETIMEDOUT') });
    const backend = createInMemoryRecovery({ mailer });
    const id = await beginWithMailedCode(backend);
    expect(sent).toHaveLength(1);
    expect(await stageOf(backend, id)).toMatchObject({ kind: 'live', doubt: 'unanswered' });
    expect(await backend.chat.verifyCode(id, codeInMessage(sent[0] as MailMessage))).toEqual({ kind: 'verified' });
  });

  it.each([
    ['three attempts without an answer', [UNANSWERED, UNANSWERED, UNANSWERED]],
    ['an attempt without an answer and a long back-off', [UNANSWERED, deferredFor(3_600)]],
    ['an attempt without an answer between two failures', [DEFERRED, UNANSWERED, DEFERRED]],
  ])('a mail may have arrived after %s, and its code works', async (_what, receipts) => {
    const { mailer, sent } = createScriptedMailer(...receipts);
    const backend = createInMemoryRecovery({ mailer });
    const id = await beginWithMailedCode(backend);
    expect(sent).toHaveLength(receipts.length);
    expect(await stageOf(backend, id)).toMatchObject({ kind: 'live', doubt: 'unanswered' });
    expect(await backend.chat.verifyCode(id, codeInMessage(sent[0] as MailMessage))).toEqual({ kind: 'verified' });
  });
});

describe('mail that waits for its next attempt', () => {
  it.each<[string, (backend: InMemoryRecovery, id: RecoveryId) => Promise<unknown>]>([
    ['the person cancels', (backend, id) => backend.chat.cancel(id)],
    ['its job is taken over by another run', (backend, id) => overtake(backend, id)],
  ])('a waiting mail is not sent when %s meanwhile', async (_what, happen) => {
    const { mailer, sent } = createScriptedMailer(deferredFor(25));
    const backend = createInMemoryRecovery({ mailer });
    const { clock, store } = backend.options;
    const id = await idOf(backend);
    const sleep = clock.sleep.bind(clock);
    clock.sleep = async (ms: number) => {
      await sleep(ms);
      await happen(backend, id);
    };
    await backend.chat.awaitMail(id, 'code');
    expect(sent).toHaveLength(1);
    expect((await store.find(id))?.stage.kind).not.toBe('unsent');
  });

  const idOf = async (backend: InMemoryRecovery): Promise<RecoveryId> => {
    const outcome = await backend.chat.begin(claim, requester);
    if (outcome.kind !== 'begun') throw new Error(outcome.kind);
    return outcome.recovery;
  };
  const overtake = async ({ options: { store } }: InMemoryRecovery, id: RecoveryId) => {
    const found = await store.find(id);
    if (found === undefined) throw new Error('gone');
    await store.storeSecret(
      { id: found.job, kind: 'code', recovery: id, askedAt: 0 as Instant },
      'another secret' as Mac,
    );
  };
});

describe('mail service that asks for a back-off', () => {
  it.each([1, 3, 30, 54])('the mail is sent unchanged after a back-off of %i s', async (seconds) => {
    const { mailer, sent } = createScriptedMailer(deferredFor(seconds));
    const backend = createInMemoryRecovery({ mailer });
    const before = backend.options.clock.now();
    const id = await beginWithMailedCode(backend);
    expect(backend.options.clock.now() - before).toBe(seconds * SECOND);
    expect(await stageOf(backend, id)).toMatchObject({ kind: 'live' });
    expect(sent[0]?.operationId).toBe(sent[1]?.operationId);
  });

  it.each([60, 3_600])(
    'a back-off of %i s is not waited for, and the person is told when to try again',
    async (seconds) => {
      const { mailer, sent } = createScriptedMailer(deferredFor(seconds));
      const backend = createInMemoryRecovery({ mailer });
      const before = backend.options.clock.now();
      const id = await beginWithMailedCode(backend);
      expect(await stageOf(backend, id)).toMatchObject({ kind: 'unsent', retryAt: before + seconds * SECOND });
      expect(sent).toHaveLength(1);
      expect(await backend.chat.verifyCode(id, codeInMessage(sent[0] as MailMessage))).toEqual({ kind: 'expired' });
    },
  );

  it('no mail of any kind is sent during the back-off', async () => {
    const backOffs: number[] = [];
    const quota: MailQuota = {
      acquire: () => Promise.resolve({ kind: 'acquired' }),
      backOff: (ms) => Promise.resolve(void backOffs.push(ms)),
    };
    await beginWithMailedCode(
      createInMemoryRecovery({ ...createScriptedMailer(deferredFor(3_600)), mailQuota: quota }),
    );
    await beginWithMailedCode(
      createInMemoryRecovery({ ...createScriptedMailer(DEFERRED, DEFERRED, deferredFor(30)), mailQuota: quota }),
    );
    expect(backOffs).toEqual([3_600 * SECOND, 30 * SECOND]);
  });
});

describe('mailbox that the mail service refuses', () => {
  it('a refused mailbox ends the recovery, and no recovery starts for a day', async () => {
    const { mailer, sent } = createScriptedMailer({ kind: 'refused', what: 'mailbox', cause: new Error('550') });
    const backend = createInMemoryRecovery({ mailer });
    const id = await beginWithMailedCode(backend);
    expect(await stageOf(backend, id)).toEqual({ kind: 'bounced', mail: 'code' });
    expect(await backend.chat.begin(claim, requester)).toEqual({ kind: 'ineligible', cause: 'mail-bounces' });
    expect(sent).toHaveLength(1);
    backend.passTime(24 * 3_600 * SECOND);
    expect(await backend.chat.begin(claim, requester)).toMatchObject({ kind: 'begun' });
  });
});

describe('used-up mail quota', () => {
  /** Creates a quota that is full until the test says otherwise, for codes or for all mails. */
  function createQuota(full: { for: 'code' | 'all' | 'none'; retryIn: number }): MailQuota {
    return {
      acquire: (kind) =>
        Promise.resolve(
          full.for === 'all' || full.for === kind ? { kind: 'exceeded', retryIn: full.retryIn } : { kind: 'acquired' },
        ),
      backOff: () => Promise.resolve(),
    };
  }

  it('a code is refused while the quota is used up, and the person is told when to try again', async () => {
    const full = { for: 'code' as 'code' | 'none', retryIn: 90 * SECOND };
    const backend = createInMemoryRecovery({ mailQuota: createQuota(full) });
    const id = await beginWithMailedCode(backend);
    expect(backend.mailbox.messages()).toEqual([]);
    expect(await stageOf(backend, id)).toEqual({
      kind: 'unsent',
      mail: 'code',
      mailsLeft: 3,
      retryAt: backend.options.clock.now() + 90 * SECOND,
    });
    full.for = 'none';
    expect(await backend.chat.resend(id, 'code')).toEqual({ kind: 'owed' });
    await backend.chat.awaitMail(id, 'code');
    expect(await stageOf(backend, id)).toMatchObject({ kind: 'live' });
  });

  it('a link is delayed by a used-up quota as long as the lifetime of the link allows', async () => {
    const full = { for: 'none' as 'all' | 'none', retryIn: 8 * SECOND };
    const backend = createInMemoryRecovery({ mailQuota: createQuota(full) });
    const id = await beginWithMailedCode(backend);
    full.for = 'all';
    const sleep = backend.options.clock.sleep.bind(backend.options.clock);
    let backOffs = 0;
    backend.options.clock.sleep = async (ms: number) => {
      await sleep(ms);
      if (++backOffs === 3) full.for = 'none';
    };
    await backend.chat.verifyCode(id, new Sensitive(backend.code() as OneTimeCode));
    await backend.chat.awaitMail(id, 'link');
    expect(await stageOf(backend, id)).toMatchObject({ kind: 'live', mail: 'link' });
    expect(backOffs).toBe(3);
  });

  it('a link is refused when it would have to wait longer than its lifetime', async () => {
    const full = { for: 'none' as 'all' | 'none', retryIn: 25 * SECOND };
    const backend = createInMemoryRecovery({ mailQuota: createQuota(full) });
    const id = await beginWithMailedCode(backend);
    full.for = 'all';
    await backend.chat.verifyCode(id, new Sensitive(backend.code() as OneTimeCode));
    await backend.chat.awaitMail(id, 'link');
    expect(await stageOf(backend, id)).toMatchObject({ kind: 'unsent', mail: 'link' });
    expect(backend.mailbox.messages()).toHaveLength(1);
  });
});
