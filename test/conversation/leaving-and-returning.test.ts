import type { LinkToken } from '../../src/domain/recovery/reset-link';
import { Sensitive } from '../../src/domain/sensitive';
import {
  conversationWithCode,
  conversationWithLink,
  setNewKey,
  startConversation,
} from '../support/bot/dialog-conversation';

const CEDULA = '1710034065';
const COMPANY = '1799999915001';
const CLAIM = `${CEDULA} ruc ${COMPANY} sucursal 1`;

describe('leaving while a code or link lives', () => {
  it.each(['menú', 'inicio', 'salir', 'cancelar', 'corregir', 'atrás', 'empezar de nuevo'])(
    '%p is asked about first, and a no keeps the code alive',
    async (text) => {
      const { code, say } = await conversationWithCode();
      const right = code();
      expect((await say(text)).at(-1)).toMatch(/^code\.offer\./);
      expect(await say('no')).toEqual(['code.reminder']);
      expect(await say(right)).toEqual(['link.live']);
    },
  );

  it.each(['menú', 'cancelar'])('a yes after %p voids the code', async (text) => {
    const { code, say, session } = await conversationWithCode();
    const right = code();
    expect((await say(text, 'sí')).at(-1)).toBe('menu.ask');
    expect(session().recovery).toBeUndefined();
    expect(await say(right)).not.toContain('link.live');
  });

  it('a yes after "cancelar" voids the link', async () => {
    const { page, say, token } = await conversationWithLink();
    const link = token();
    expect(await say('cancelar')).toEqual(['link.offer.cancel']);
    expect(await say('sí')).toEqual(['cancelled', 'menu.ask']);
    expect(await page.openLink(new Sensitive(link as LinkToken))).toEqual({ kind: 'gone' });
  });

  it('an offer is forgotten when the next message is no reply to it', async () => {
    const { code, say } = await conversationWithCode();
    const right = code();
    await say('cancelar', 'fnordiwug');
    await say('sí');
    expect((await say(right)).at(-1)).toBe('link.live');
  });

  it('"no fui yo" ends the recovery at once, says so, names the telephone, and does not ask for the code again', async () => {
    const { code, say } = await conversationWithCode();
    const right = code();
    expect(await say('no fui yo')).toEqual(['not-me.ended', 'menu.ask']);
    expect(await say(right)).not.toContain('link.live');
  });
});

describe('returning to a claim', () => {
  it('"seguir" at the menu brings back the answers that were given', async () => {
    const { last, say } = startConversation();
    await say('recuperar', CEDULA);
    expect(await say('menú')).toEqual(['menu.ask']);
    expect(last().choices).toContain('continue');
    expect(await say('seguir')).toEqual(['claim.ruc.ask']);
    await say(COMPANY, '1');
    expect(last().values).toMatchObject({ document: CEDULA, ruc: COMPANY, branch: '0001' });
  });

  it('after "cancelar" and "sí" while a code lives, the menu does not offer to go on', async () => {
    const { last, say } = await conversationWithCode();
    await say('cancelar', 'sí');
    expect(last()).toMatchObject({ key: 'menu.ask' });
    expect(last().choices).not.toContain('continue');
  });

  it('"cancelar" deletes the answers', async () => {
    const { last, say } = startConversation();
    await say('recuperar', CEDULA, 'cancelar');
    expect(last().choices).not.toContain('continue');
    expect(await say('seguir')).toEqual(['claim.document.ask']);
  });

  it('an ineligible employer is shown the in-person procedure, and "seguir" brings back the summary', async () => {
    const { say } = startConversation();
    await say('2459999047 ruc 2459999047001 sucursal 1');
    expect((await say('sí'))[0]).toMatch(/^in-person\.reason\./);
    expect(await say('seguir')).toEqual(['claim.review.ask']);
  });
});

describe('correcting one answer', () => {
  it('keeps the old answer until a new one is given', async () => {
    const { last, say } = startConversation();
    await say(CLAIM, 'corregir ruc');
    expect(await say('seguir')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ ruc: COMPANY });
  });

  it('replaces only that answer', async () => {
    const { last, say } = startConversation();
    await say(CLAIM, 'corregir sucursal', '7');
    expect(last().values).toMatchObject({ document: CEDULA, ruc: COMPANY, branch: '0007' });
  });

  it('"corregir" asks which answer, and never leads in a circle', async () => {
    const { say } = startConversation();
    await say(CLAIM);
    expect(await say('corregir')).toEqual(['claim.correct.which']);
    expect(await say('corregir identificación')).toEqual(['claim.document.ask']);
    expect(await say('corregir')).toEqual(['claim.correct.which']);
    expect(await say('seguir')).toEqual(['claim.review.ask']);
  });
});

describe('after a completed recovery', () => {
  async function conversationDone() {
    const conversation = await conversationWithLink();
    await setNewKey(conversation);
    await conversation.say('hola');
    return conversation;
  }

  it.each(['listo', 'ok', 'perfecto', 'no', 'no, gracias', 'sí'])(
    '%p ends politely and begins nothing',
    async (text) => {
      const { say, session } = await conversationDone();
      expect((await say(text)).at(-1)).toMatch(/farewell|goodbye/);
      expect(session().recovery).toBeUndefined();
    },
  );

  it('"otra sucursal" keeps the ID and the RUC', async () => {
    const { last, say } = await conversationDone();
    expect(await say('otra sucursal')).toEqual(['claim.branch.ask']);
    await say('2');
    expect(last().values).toMatchObject({ document: CEDULA, ruc: COMPANY, branch: '0002' });
  });

  it('"otro RUC" keeps the ID', async () => {
    const { last, say } = await conversationDone();
    expect(await say('otro RUC')).toEqual(['claim.ruc.ask']);
    await say('1799999923001', '1');
    expect(last().values).toMatchObject({ document: CEDULA, ruc: '1799999923001' });
  });

  it('a yes at the menu begins no recovery', async () => {
    expect(await startConversation().say('hola', 'sí')).toEqual(['menu.ask']);
  });
});
