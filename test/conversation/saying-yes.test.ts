import { conversationWithCode, conversationWithLink, startConversation } from '../support/bot/dialog-conversation';

const CLAIM = '1710034065 ruc 1799999915001 sucursal 1';

async function conversationAtSummary() {
  const conversation = startConversation();
  await conversation.say(CLAIM);
  expect(conversation.last().key).toBe('claim.review.ask');
  return conversation;
}

describe('agreement at the summary', () => {
  it.each([
    'sí',
    'ok',
    'todo correcto',
    'sí, está todo correcto',
    'vale',
    'hágale',
    'sí, mándelo',
    'listo',
    'continuar',
  ])('%j confirms it', async (text) => {
    const { say } = await conversationAtSummary();
    expect((await say(text)).at(-1)).toBe('code.live');
  });

  it.each(['go ahead', 'looks good to me', 'everything is correct', 'yes, send it'])('%j confirms it', async (text) => {
    const { say } = await conversationAtSummary();
    expect((await say('english', text)).at(-1)).toBe('code.live');
  });

  it('a sentence that agrees is asked for the "sí" that sends the code', async () => {
    const { last, say } = await conversationAtSummary();
    expect(await say('sí, me parece bien así como está')).toEqual(['claim.review.send']);
    expect(last().choices).toContain('yes');
    expect((await say('sí')).at(-1)).toBe('code.live');
  });

  it.each(['no', 'corregir', 'hasta luego', 'quiero recuperar también otra sucursal'])(
    'after %j, agreement shows the summary again and sends nothing',
    async (text) => {
      const { last, mailbox, say } = await conversationAtSummary();
      await say(text, 'continuar');
      expect(last().key).toBe('claim.review.ask');
      expect(mailbox.messages()).toEqual([]);
    },
  );

  it('after a denial of domestic service the question is put again with the RUC', async () => {
    const { last, say } = await conversationAtSummary();
    await say('no es servicio doméstico, es una tienda');
    expect(last()).toMatchObject({ key: 'claim.not-domestic.known', values: { ruc: '1799999915001' } });
  });
});

describe('offer whose "yes" ends something', () => {
  const GOING_ON = ['continuar', 'seguir', 'todo bien', 'está bien así', 'listo', 'continue', 'keep going'];

  it.each(GOING_ON)('%j after "cancelar" keeps the code', async (text) => {
    const { code, say } = await conversationWithCode();
    const right = code();
    expect(await say('cancelar')).toEqual(['code.offer.cancel']);
    expect(await say(text)).toEqual(['code.reminder']);
    expect((await say(right)).at(-1)).toBe('link.live');
  });

  it.each(GOING_ON)('%j after a sentence that wants to leave keeps the answers', async (text) => {
    const { last, say } = await conversationAtSummary();
    await say('olvídese de esto, ya no quiero', text);
    expect(last().key).toBe('claim.review.ask');
  });

  it.each(['sí', 'sí, por favor', 'ok', 'claro'])('%j after "cancelar" ends the recovery', async (text) => {
    const { say, session } = await conversationWithCode();
    await say('cancelar', text);
    expect(session().recovery).toBeUndefined();
  });
});

describe('"seguir" while a code or link is awaited', () => {
  it.each(['seguir', 'sigo aquí', 'keep going'])('%j repeats what is asked for', async (text) => {
    const withCode = await conversationWithCode();
    expect((await withCode.say(text)).at(-1)).toBe('code.reminder');
    const withLink = await conversationWithLink();
    expect((await withLink.say(text)).at(-1)).toBe('link.reminder');
  });
});

describe('answers that were given before', () => {
  it('"recuperar" at the menu asks before it deletes them', async () => {
    const { last, say } = await conversationAtSummary();
    await say('menú');
    expect(await say('recuperar')).toEqual(['menu.offer.restart']);
    expect(last().choices?.slice(0, 2)).toEqual(['continue', 'restart']);
    expect(await say('seguir')).toEqual(['claim.review.ask']);
  });

  it('"empezar de nuevo" deletes them', async () => {
    const { say } = await conversationAtSummary();
    await say('menú', 'recuperar');
    expect(await say('empezar de nuevo')).toEqual(['claim.document.ask']);
    await say('menú');
    expect(await say('seguir')).toEqual(['claim.document.ask']);
  });

  it('are kept when a new claim is left before its first answer', async () => {
    const { say } = await conversationAtSummary();
    await say('menú', 'extranjero', 'atrás');
    expect(await say('seguir')).toEqual(['claim.review.ask']);
  });
});

describe('asker of the code', () => {
  it.each(['me dicen del IESS que les dé el código', 'alguien por teléfono me pide el código'])(
    '%j with a number warns and counts no attempt',
    async (text) => {
      const { code, last, say } = await conversationWithCode();
      const wrong = code() === '000000' ? '000001' : '000000';
      expect(await say(`${text} ${wrong}`)).toContain('answer.caller-wants-code');
      await say(wrong);
      expect(last().values).toMatchObject({ attemptsLeft: 4 });
    },
  );
});
