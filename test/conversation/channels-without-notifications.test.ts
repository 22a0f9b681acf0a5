import { Sensitive } from '../../src/domain/sensitive';
import type { MailSendResult } from '../../src/ports/mail/mailer';
import { startConversation } from '../support/bot/dialog-conversation';
import { requester, createInMemoryRecovery, words } from '../support/recovery/in-memory-recovery';

const MINUTE = 60_000;
const COMPANY = ['hola', '1710034065 ruc 1799999915001 sucursal 1', 'sí'] as const;
const ACCEPTED: MailSendResult = { kind: 'accepted' };

/** Starts a conversation on a channel without notifications, with a mail service that answers when the test says so. */
function startWithSlowMail() {
  const answers: ((result: MailSendResult) => void)[] = [];
  const { settings } = createInMemoryRecovery().options;
  const backend = createInMemoryRecovery({
    mailer: { send: () => new Promise((resolve) => answers.push(resolve)) },
    settings: { ...settings, mailWaitTimeout: 10 },
  });
  const chat = startConversation(backend, requester.account, 'email');
  /** Lets the mail service answer, and waits until all mail jobs and timers are done. */
  const answer = async (result: MailSendResult) => {
    answers.shift()?.(result);
    await backend.settle();
  };
  const lastText = () => words('es-EC')(chat.last().key, chat.last().values);
  return { ...chat, answer, lastText };
}

/** Starts the same conversation with a mail service that accepts every mail at once. */
const startWithFastMail = () => startConversation(createInMemoryRecovery(), requester.account, 'whatsapp');

describe('channel without notifications', () => {
  it('promises no notification on a channel without them, and reports the mailed code with the next reply', async () => {
    for (const text of ['ok', 'listo', '¿ya?', 'sí', '...']) {
      const { answer, lastText, say } = startWithSlowMail();
      expect(await say(...COMPANY)).toEqual(['code.sending']);
      expect(lastText()).toContain('Escriba cualquier mensaje');
      expect(lastText()).not.toContain('Le aviso aquí');
      expect((await say(text)).at(-1)).toBe('code.sending');
      await answer(ACCEPTED);
      expect((await say(text)).at(-1)).toBe('code.live');
    }
  });

  it('reports the mailed code after a reply to thanks or a call for help', async () => {
    const { answer, say } = startWithSlowMail();
    await say(...COMPANY);
    await answer(ACCEPTED);
    expect(await say('gracias')).toEqual(['thanks', 'code.live']);
    expect(await say('ayuda')).toEqual(['not-understood.code', 'code.reminder']);
  });

  it('a yes that answered something else brings no other code', async () => {
    const { say, passTime } = startWithFastMail();
    await say(...COMPANY);
    passTime(3 * MINUTE);
    expect(await say('sí')).toEqual(['code.ended']);
    expect(await say('sí')).toEqual(['code.live']);
  });

  it('reports on request how the link stands and that the key is set', async () => {
    const chat = startWithFastMail();
    const { code, last, open, page, say } = chat;
    await say(...COMPANY);
    expect(await say(code())).toEqual(['link.live']);
    const session = await open();
    expect(await say('ok')).toEqual(['link.opened']);
    expect(last().values).toMatchObject({ notifications: 'pull' });
    await page.setKey(session, new Sensitive('faro lento bajo nube 81'));
    expect(await say('listo')).toEqual(['recovery.done', 'menu.anything-else']);
    expect(await say('gracias')).toEqual(['answer.goodbye.done']);
  });

  it('reports that the key is set to a person who only says thank you', async () => {
    const { code, open, page, say, session } = startWithFastMail();
    await say(...COMPANY);
    await say(code());
    await page.setKey(await open(), new Sensitive('faro lento bajo nube 82'));
    expect(await say('muchas gracias')).toEqual(['thanks', 'recovery.done', 'menu.anything-else']);
    expect(session().recovery).toBeUndefined();
  });
});

it('names the telephone number of IESS at every step to a person who did not ask for the mail', async () => {
  const { say } = startWithFastMail();
  expect(await say('hola', 'No fui yo')).toEqual(['not-me', 'menu.ask']);
  await say(...COMPANY);
  expect(await say('yo no pedí ningún código')).toEqual(['not-me.ended', 'menu.ask']);
});

describe('channel with notifications', () => {
  it('promises a notification on a channel that has them', async () => {
    const { options } = createInMemoryRecovery();
    const backend = createInMemoryRecovery({
      mailer: { send: () => new Promise(() => undefined) },
      settings: { ...options.settings, mailWaitTimeout: 10 },
    });
    const { last, say } = startConversation(backend, requester.account, 'msteams');
    await say('hola', '1710034065 ruc 1799999915001 sucursal 1', 'sí');
    expect(words('es-EC')(last().key, last().values)).toContain('Le aviso aquí en cuanto salga');
  });
});
