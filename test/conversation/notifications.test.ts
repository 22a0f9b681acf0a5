import { Sensitive } from '../../src/domain/sensitive';
import type { MailSendResult } from '../../src/ports/mail/mailer';
import type { RecoveryId } from '../../src/ports/ids';
import { startConversation } from '../support/bot/dialog-conversation';
import { createInMemoryRecovery, type InMemoryRecovery } from '../support/recovery/in-memory-recovery';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const ANSWERS = '1710034065 ruc 1799999915001 sucursal 1';
const COMPANY = ['hola', ANSWERS, 'sí'] as const;

/** Starts a conversation that receives notifications, with a clock that moves everything in it. */
function startNotifiedConversation(overrides: Parameters<typeof createInMemoryRecovery>[0] = {}) {
  const pending: RecoveryId[] = [];
  const backend: InMemoryRecovery = createInMemoryRecovery({
    notifier: { notify: (_address, recovery) => Promise.resolve(void pending.push(recovery)) },
    ...overrides,
  });
  const chat = startConversation(backend);

  /** Returns the keys of the notifications since the last call. */
  const readNotifications = async (): Promise<string[]> => {
    await backend.settle();
    const keys: string[] = [];
    for (const recovery of pending.splice(0)) keys.push(...(await chat.notify(recovery)));
    return keys;
  };
  /** Lets time pass and returns the keys of the notifications since then. */
  const wait = async (ms: number): Promise<string[]> => {
    backend.passTime(ms);
    return readNotifications();
  };
  return { ...chat, readNotifications, wait, recovery: () => chat.session().recovery?.id as RecoveryId };
}

describe('notification in the chat', () => {
  it('a notification offers another code once when one ended unused', async () => {
    const { code, last, say, wait } = startNotifiedConversation();
    expect(await say(...COMPANY)).toEqual(['code.live']);
    expect(await wait(MINUTE)).toEqual([]);
    expect(await wait(2 * MINUTE)).toEqual(['code.ended']);
    expect(last()).toMatchObject({ choices: ['resend', 'no-mailbox-access', 'cancel'], countdown: null });
    expect(await wait(10 * MINUTE)).toEqual([]);
    expect(await say('sí')).toEqual(['code.live']);
    expect(await say(code())).toEqual(['link.live']);
  });

  it('a notification withdraws the question that came before it', async () => {
    const { say, wait } = startNotifiedConversation();
    await say(...COMPANY);
    expect(await say('cancelar')).toEqual([expect.stringContaining('cancel')]);
    expect(await wait(3 * MINUTE)).toEqual(['code.ended']);
    expect(await say('sí')).toEqual(['code.live']);
  });

  it('a notification offers another link when one ended unused or the reset page was left', async () => {
    const { code, readNotifications, open, say, wait } = startNotifiedConversation();
    await say(...COMPANY);
    await say(code());
    await wait(MINUTE);
    expect(await wait(2 * MINUTE)).toEqual(['link.ended']);
    expect(await say('enviar otro')).toEqual(['link.live']);
    await open();
    expect(await readNotifications()).toEqual(['link.opened']);
    expect(await wait(MINUTE)).toEqual([]);
    expect(await wait(9 * MINUTE)).toEqual(['link.used-up']);
  });

  it('a notification does not repeat what the chat has just said', async () => {
    const { say, wait, backend } = startNotifiedConversation();
    await say(...COMPANY);
    backend.passTime(3 * MINUTE);
    expect(await say('123456')).toEqual(['code.ended']);
    expect(await wait(0)).toEqual([]);
    expect(await wait(10 * MINUTE)).toEqual([]);
  });

  it('a notification shows the in-person procedure instead of a fourth code', async () => {
    const { last, say, wait } = startNotifiedConversation();
    await say(...COMPANY);
    for (let code = 2; code <= 3; code++) {
      expect(await wait(3 * MINUTE)).toEqual(['code.ended']);
      expect(await say('enviar otro')).toEqual(['code.live']);
    }
    expect(await wait(3 * MINUTE)).toEqual(['code.used-up']);
    expect(last().choices).toContain('in-person');
  });

  it('no notification reports a cancelled recovery, or one recovery in another', async () => {
    const { say, wait } = startNotifiedConversation();
    await say(...COMPANY);
    await say('cancelar', 'sí');
    expect(await wait(3 * MINUTE)).toEqual([]);
    await say(ANSWERS, 'sí');
    expect(await wait(2 * MINUTE)).toEqual([]);
    expect(await wait(MINUTE)).toEqual(['code.ended']);
  });

  it('no notification follows after the key was set', async () => {
    const { code, readNotifications, open, page, say, wait } = startNotifiedConversation();
    await say(...COMPANY);
    await say(code());
    const session = await open();
    await readNotifications();
    await page.setKey(session, new Sensitive('faro lento bajo nube 81'));
    expect(await readNotifications()).toEqual(['recovery.done', 'menu.anything-else']);
    expect(await wait(20 * MINUTE)).toEqual([]);
  });
});

describe('mailbox that bounces the mail', () => {
  it('reports a bounce at once and only once, with the in-person procedure', async () => {
    const operations: string[] = [];
    const chat = startNotifiedConversation({
      mailer: {
        send: ({ operationId }) =>
          Promise.resolve(void operations.push(operationId)).then(() => ({ kind: 'accepted' })),
      },
    });
    const { readNotifications, last, reports, say, session, wait } = chat;
    await say(...COMPANY);
    const report = { operationId: operations[0] ?? '', outcome: 'failed' } as const;
    await reports.receive(report);
    expect(await readNotifications()).toEqual([
      'in-person.reason.mail-bounces',
      'in-person.documents',
      'in-person.instructions',
      'menu.ask',
    ]);
    expect(session().recovery).toBeUndefined();
    await reports.receive(report);
    expect(await readNotifications()).toEqual([]);
    expect(await wait(10 * MINUTE)).toEqual([]);

    expect(await say('recuperar', ANSWERS, 'sí')).toEqual([
      'in-person.reason.mail-bounces',
      'in-person.documents',
      'in-person.instructions',
      'menu.ask',
    ]);
    expect(last().key).toBe('menu.ask');
    expect(operations).toHaveLength(1);
  });

  it('reports a bounce in the reply when the mail service knows it at once', async () => {
    const { readNotifications, say } = startNotifiedConversation({
      mailer: { send: () => Promise.resolve({ kind: 'refused', what: 'mailbox', cause: new Error('550') }) },
    });
    expect(await say(...COMPANY)).toEqual([
      'in-person.reason.mail-bounces',
      'in-person.documents',
      'in-person.instructions',
      'menu.ask',
    ]);
    expect(await readNotifications()).toEqual([]);
  });

  it('reports a bounce in the reply when the person writes before the notification', async () => {
    const operations: string[] = [];
    const { reports, say } = startNotifiedConversation({
      mailer: {
        send: ({ operationId }) =>
          Promise.resolve(void operations.push(operationId)).then(() => ({ kind: 'accepted' })),
      },
    });
    await say(...COMPANY);
    await reports.receive({ operationId: operations[0] ?? '', outcome: 'failed' });
    expect(await say('reenviar')).toEqual([
      'in-person.reason.mail-bounces',
      'in-person.documents',
      'in-person.instructions',
      'menu.ask',
    ]);
  });
});

describe('mail on its way', () => {
  /** Starts a conversation with a mail service that answers when the test says so. */
  function startWithSlowMail() {
    const answers: ((result: MailSendResult) => void)[] = [];
    const mailer = { send: () => new Promise<MailSendResult>((resolve) => answers.push(resolve)) };
    const { options } = createInMemoryRecovery();
    return {
      answers,
      chat: startNotifiedConversation({ mailer, settings: { ...options.settings, mailWaitTimeout: 10 } }),
    };
  }

  it('says that a mail is being sent when another one is requested, and reports later that it was sent', async () => {
    const { answers, chat } = startWithSlowMail();
    expect(await chat.say(...COMPANY)).toEqual(['code.sending']);
    expect(await chat.say('reenviar')).toEqual(['code.sending']);
    expect(await chat.say('no me llega')).toEqual(['answer.mail-on-its-way', 'code.sending']);
    answers[0]?.({ kind: 'accepted' });
    expect(await chat.readNotifications()).toEqual(['code.live']);
    expect(await chat.readNotifications()).toEqual([]);
  });

  it('reports a mail as uncertain when the mail service may or may not have taken it', async () => {
    const { answers, chat } = startWithSlowMail();
    await chat.say(...COMPANY);
    answers[0]?.({ kind: 'uncertain', cause: new Error('ETIMEDOUT') });
    expect(await chat.readNotifications()).toEqual(['code.uncertain']);
    expect(chat.last()).toMatchObject({ expects: 'code', countdown: { of: 'code' } });
  });

  it('reports an accepted mail after the advice that the person asked for', async () => {
    const { answers, chat } = startWithSlowMail();
    await chat.say(...COMPANY);
    answers[0]?.({ kind: 'accepted' });
    // The job is done, and its notification waits for the conversation to be free.
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await chat.say('no me llega')).toEqual(['mail-tips', 'answer.subject.code', 'code.live']);
    expect(await chat.readNotifications()).toEqual([]);
  });
});

describe('mail service that accepts no more mail', () => {
  it('names the time from which the mail service accepts mails again, and sends the mail then', async () => {
    let isFull = true;
    const { last, say, backend } = startNotifiedConversation({
      mailQuota: {
        acquire: () => Promise.resolve(isFull ? { kind: 'exceeded', retryIn: 90 * SECOND } : { kind: 'acquired' }),
        backOff: () => Promise.resolve(),
      },
    });
    expect(await say(...COMPANY)).toEqual(['code.busy']);
    // It is 10:00:00 in Guayaquil.
    expect(last()).toMatchObject({
      until: Date.UTC(2026, 0, 15, 15, 1, 30),
      choices: ['resend', 'in-person', 'cancel'],
    });
    expect(await say('enviar otro')).toEqual(['code.busy']);
    backend.passTime(90 * SECOND);
    isFull = false;
    expect(await say('enviar otro')).toEqual(['code.live']);
  });
});
