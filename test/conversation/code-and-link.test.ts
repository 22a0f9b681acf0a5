import { pauseTarget } from '../../src/recovery/pause-target';
import { converse, withCode, withLink } from '../support/converse';
import { demoClaim, stranger } from '../support/world';

const CEDULA = '1710034065';
const COMPANY = '1799999915001';
const MINUTE = 60_000;

describe('the code', () => {
  it('counts the attempts down, then says that the code is used up', async () => {
    const { code, last, say } = await withCode();
    const wrong = code() === '000000' ? '000001' : '000000';
    for (const attemptsLeft of [4, 3, 2, 1]) {
      expect(await say(wrong)).toEqual(['code.mismatch']);
      expect(last().values).toEqual({ attemptsLeft });
    }
    expect(await say(wrong)).toEqual(['code.exhausted']);
    expect(await say(code())).toEqual(['code.ended']);
  });

  it('shows the other way instead of a fourth one when the attempts of the third are used up', async () => {
    const { code, last, pass, say } = await withCode();
    for (let sent = 2; sent <= 3; sent++) {
      pass(MINUTE);
      await say('reenviar');
    }
    const wrong = code() === '000000' ? '000001' : '000000';
    expect(await say(wrong, wrong, wrong, wrong, wrong)).toEqual(['code.used-up']);
    expect(last().choices).toContain('in-person');
  });

  it('takes text that is no code for no attempt', async () => {
    const { code, say } = await withCode();
    expect(await say('no sé')).toEqual(['code.not-a-code']);
    expect(await say('12345')).toEqual(['code.not-a-code']);
    expect(await say(code())).toEqual(['link.live']);
  });

  it('is dead after three minutes, and a new one works', async () => {
    const { code, pass, say } = await withCode();
    const old = code();
    pass(3 * MINUTE);
    expect(await say(old)).toEqual(['code.ended']);
    expect(await say('enviar otro')).toEqual(['code.live']);
    expect(await say(code())).toEqual(['link.live']);
  });

  it('tells the seconds to wait before another one, and offers the other way after the third', async () => {
    const { last, pass, say } = await withCode();
    pass(20_000);
    expect(await say('reenviar')).toEqual(['code.too-soon']);
    expect(last().values).toEqual({ seconds: 40, alive: 'yes' });
    for (let code = 2; code <= 3; code++) {
      pass(MINUTE);
      expect(await say('reenviar')).toEqual(['code.live']);
    }
    pass(MINUTE);
    expect(await say('reenviar')).toEqual(['code.used-up']);
    expect(last().choices).toContain('in-person');
  });

  it('pauses the target after ten failures, whatever conversation they come from', async () => {
    const world = (await withCode()).world;
    for (let round = 0; round < 2; round++) {
      const { code, say } = converse(world, stranger());
      await say(`${CEDULA} ruc ${COMPANY} sucursal 1`, 'sí');
      const wrong = code() === '000000' ? '000001' : '000000';
      await say(wrong, wrong, wrong, wrong, wrong);
    }
    const { last, say } = converse(world, stranger());
    expect(await say(`${CEDULA} ruc ${COMPANY} sucursal 1`, 'sí')).toEqual(['target.paused']);
    expect(last().choices).toContain('in-person');
    world.pass(15 * MINUTE);
    expect(await converse(world, stranger()).say(`${CEDULA} ruc ${COMPANY} sucursal 1`, 'sí')).toEqual(['code.live']);
  });

  it('is dead once the employer has said that it was somebody else, and nothing is begun until the pause is over', async () => {
    const { code, last, say, world } = await withCode();
    await pauseTarget(world.options, demoClaim('empresa privada'), 60 * MINUTE);
    expect(await say(code())).toEqual(['target.disavowed', 'menu.ask']);
    expect(await converse(world, stranger()).say(`${CEDULA} ruc ${COMPANY} sucursal 1`, 'sí')).toEqual([
      'target.disavowed',
    ]);
    world.pass(60 * MINUTE);
    expect(await say('recuperar', `${CEDULA} ruc ${COMPANY} sucursal 1`, 'sí')).toEqual(['code.live']);
    expect(last().choices).toContain('resend');
  });

  it('goes back to the answers with "atrás", and the code is dead', async () => {
    const { code, say } = await withCode();
    const old = code();
    expect(await say('atrás')).toEqual(['claim.review.ask']);
    expect(await say('sí', old)).not.toEqual(['link.live']);
  });

  it('gives tips when nothing arrives, and the other way when the mailbox cannot be opened', async () => {
    const { say } = await withCode();
    expect(await say('no me llega')).toEqual(['mail-tips']);
    expect(await say('No tengo acceso a ese correo')).toEqual([
      'in-person.why.unreachable-mailbox',
      'in-person.how',
      'menu.ask',
    ]);
  });
});

describe('the link', () => {
  it('is sent once more when asked, and no third time', async () => {
    const { pass, say, token } = await withLink();
    const first = token();
    expect(await say('enviar otro')).toEqual(['link.too-soon']);
    pass(MINUTE);
    expect(await say('enviar otro')).toEqual(['link.live']);
    expect(token()).not.toBe(first);
    pass(MINUTE);
    expect(await say('enviar otro')).toEqual(['link.used-up']);
  });

  it('that ended unused is told, and another one offered', async () => {
    const { pass, say } = await withLink();
    pass(3 * MINUTE);
    expect(await say('¿y ahora?')).toEqual(['link.ended']);
    expect(await say('enviar otro')).toEqual(['link.live']);
  });
});
