import { suspendTarget } from '../../src/recovery/target/suspension';
import { startConversation, conversationWithCode, conversationWithLink } from '../support/bot/dialog-conversation';
import { demoClaim, newSenderAccount } from '../support/recovery/in-memory-recovery';

const CEDULA = '1710034065';
const COMPANY = '1799999915001';
const MINUTE = 60_000;

describe('code step', () => {
  it('the code step counts the attempts down and then says that the code is used up', async () => {
    const { code, last, say } = await conversationWithCode();
    const wrong = code() === '000000' ? '000001' : '000000';
    for (const attemptsLeft of [4, 3, 2, 1]) {
      expect(await say(wrong)).toEqual(['code.mismatch']);
      expect(last().values).toEqual({ attemptsLeft });
    }
    expect(await say(wrong)).toEqual(['code.exhausted']);
    expect(await say(code())).toEqual(['code.ended']);
  });

  it('shows the in-person procedure when the attempts of the third code are used up', async () => {
    const { code, last, passTime, say } = await conversationWithCode();
    for (let sent = 2; sent <= 3; sent++) {
      passTime(MINUTE);
      await say('reenviar');
    }
    const wrong = code() === '000000' ? '000001' : '000000';
    expect(await say(wrong, wrong, wrong, wrong, wrong)).toEqual(['code.used-up']);
    expect(last().choices).toContain('in-person');
  });

  it('text without a code does not count as an attempt', async () => {
    const { code, say } = await conversationWithCode();
    expect(await say('fnordiwug')).toEqual(['not-understood.code']);
    expect(await say('12345')).toEqual(['code.digit-count']);
    expect(await say(code())).toEqual(['link.live']);
  });

  it('rejects the code after three minutes and accepts a new one', async () => {
    const { code, passTime, say } = await conversationWithCode();
    const old = code();
    passTime(3 * MINUTE);
    expect(await say(old)).toEqual(['code.ended']);
    expect(await say('enviar otro')).toEqual(['code.live']);
    expect(await say(code())).toEqual(['link.live']);
  });

  it('mails another code and the link in the language that the conversation has by then', async () => {
    const { code, mailbox, passTime, say } = await conversationWithCode();
    await say('english');
    passTime(MINUTE);
    expect(await say('resend')).toEqual(['code.live']);
    expect(mailbox.messages()[0]?.subject).toContain('Verification code');
    await say('español');
    expect(await say(code())).toEqual(['link.live']);
    expect(mailbox.messages()[0]?.text).toContain('/restablecer#t=');
    await say('english');
    passTime(MINUTE);
    expect(await say('resend')).toEqual(['link.live']);
    expect(mailbox.messages()[0]?.text).toContain('/restablecer?lang=en#t=');
  });

  it('says how many seconds to wait for another code, and shows the in-person procedure after the third code', async () => {
    const { last, passTime, say } = await conversationWithCode();
    passTime(20_000);
    expect(await say('reenviar')).toEqual(['code.too-soon']);
    expect(last().values).toEqual({ seconds: 40, alive: 'yes' });
    for (let code = 2; code <= 3; code++) {
      passTime(MINUTE);
      expect(await say('reenviar')).toEqual(['code.live']);
    }
    passTime(MINUTE);
    expect(await say('reenviar')).toEqual(['code.used-up']);
    expect(last().choices).toContain('in-person');
  });

  it('locks the target out after ten failures across all conversations', async () => {
    const backend = (await conversationWithCode()).backend;
    for (let round = 0; round < 2; round++) {
      const { code, say } = startConversation(backend, newSenderAccount());
      await say(`${CEDULA} ruc ${COMPANY} sucursal 1`, 'sí');
      const wrong = code() === '000000' ? '000001' : '000000';
      await say(wrong, wrong, wrong, wrong, wrong);
    }
    const { last, say } = startConversation(backend, newSenderAccount());
    expect(await say(`${CEDULA} ruc ${COMPANY} sucursal 1`, 'sí')).toEqual(['target.locked-out']);
    expect(last().choices).toContain('in-person');
    backend.passTime(15 * MINUTE);
    expect(
      await startConversation(backend, newSenderAccount()).say(`${CEDULA} ruc ${COMPANY} sucursal 1`, 'sí'),
    ).toEqual(['code.live']);
  });

  it('suspends the target and voids its code after the employer says that somebody else asked for it', async () => {
    const { code, last, say, backend } = await conversationWithCode();
    await suspendTarget(backend.options, demoClaim('empresa privada'), 60 * MINUTE);
    expect(await say(code())).toEqual(['target.disavowed', 'menu.ask']);
    expect(
      await startConversation(backend, newSenderAccount()).say(`${CEDULA} ruc ${COMPANY} sucursal 1`, 'sí'),
    ).toEqual(['target.disavowed']);
    backend.passTime(60 * MINUTE);
    expect(await say('recuperar', `${CEDULA} ruc ${COMPANY} sucursal 1`, 'sí')).toEqual(['code.live']);
    expect(last().choices).toContain('resend');
  });

  it('goes back to the answers with "atrás" and voids the code', async () => {
    const { code, say } = await conversationWithCode();
    const old = code();
    expect(await say('atrás')).toEqual(['code.offer.leave']);
    expect(await say('sí')).toEqual(['claim.review.ask']);
    expect(await say('sí', old)).not.toEqual(['link.live']);
  });

  it('gives advice when no mail arrives, and shows the in-person procedure when the person has no access to the mailbox', async () => {
    const { say } = await conversationWithCode();
    expect(await say('no me llega')).toEqual(['mail-tips', 'answer.subject.code', 'code.reminder']);
    expect(await say('No tengo acceso a ese correo')).toEqual([
      'answer.no-mailbox-access',
      'in-person.documents',
      'in-person.instructions',
      'code.reminder',
    ]);
  });
});

describe('link step', () => {
  it('sends the link once more on request, and not a third time', async () => {
    const { passTime, say, token } = await conversationWithLink();
    const first = token();
    expect(await say('enviar otro')).toEqual(['link.too-soon']);
    passTime(MINUTE);
    expect(await say('enviar otro')).toEqual(['link.live']);
    expect(token()).not.toBe(first);
    passTime(MINUTE);
    expect(await say('enviar otro')).toEqual(['link.used-up']);
  });

  it('reports a link that ended unused and offers another one', async () => {
    const { passTime, say } = await conversationWithLink();
    passTime(3 * MINUTE);
    expect(await say('¿y ahora?')).toEqual(['link.ended']);
    expect(await say('enviar otro')).toEqual(['link.live']);
  });
});
