import type { OneTimeCode } from '../../../src/domain/recovery/one-time-code';
import { Sensitive } from '../../../src/domain/sensitive';
import { MINUTE } from '../../../src/domain/time';
import { createInMemoryRecovery, demoClaim, requester } from '../../support/recovery/in-memory-recovery';

const KEY = 'faro lento bajo nube 81';

async function beginWithCode() {
  const backend = createInMemoryRecovery();
  const begun = await backend.chat.begin(demoClaim('empresa privada'), requester);
  if (begun.kind !== 'begun') throw new Error(begun.kind);
  await backend.settle();
  return { ...backend, id: begun.recovery };
}

async function beginAndOpen() {
  const backend = await beginWithCode();
  await backend.chat.verifyCode(backend.id, new Sensitive(backend.code() as OneTimeCode));
  await backend.settle();
  return { ...backend, session: await backend.open() };
}

describe('language of mails', () => {
  it.each([
    ['en', 'was changed', 'su clave del portal del IESS cambió'],
    ['es-EC', 'cambió', 'your IESS portal password (clave) was changed'],
  ] as const)(
    'sends the notice in the page’s language (%s), with a warning in the other',
    async (locale, words, warning) => {
      const { mailbox, page, session, settle } = await beginAndOpen();
      await page.setKey(session, new Sensitive(KEY), locale);
      await settle();
      const [notice] = mailbox.messages();
      expect(notice?.subject).toContain(words);
      expect(notice?.text).toContain(warning);
    },
  );

  it('sends each mail in the language that the conversation has at that moment', async () => {
    const { chat, code, id, mailbox, passTime, settle, token } = await beginWithCode();
    const subjects = () => mailbox.messages().map(({ subject }) => subject);
    expect(subjects()).toEqual(['Código de verificación: IESS']);
    passTime(MINUTE);
    expect(await chat.resend(id, 'code', 'en')).toEqual({ kind: 'owed' });
    await settle();
    expect(subjects()[0]).toMatch(/^Verification code: IESS \(new, \d?\d:\d\d\u00A0[ap]\.m\.\)$/);
    await chat.verifyCode(id, new Sensitive(code() as OneTimeCode), 'en');
    await settle();
    expect(mailbox.messages()[0]?.text).toContain(`/restablecer?lang=en#t=${token()}`);
    passTime(MINUTE);
    expect(await chat.resend(id, 'link', 'es-EC')).toEqual({ kind: 'owed' });
    await settle();
    expect(mailbox.messages()[0]?.text).toContain(`/restablecer#t=${token()}`);
  });
});
