import {
  conversationWithCode,
  conversationWithLink,
  setNewKey,
  startConversation,
} from '../support/bot/dialog-conversation';

describe('choices by their place', () => {
  it.each(['1', '1.', 'la primera', 'la opción 1', 'the first one', 'option 1'])(
    '%j at the menu picks the first choice',
    async (text) => {
      const { join, say } = startConversation();
      await join();
      expect((await say(text)).at(-1)).toBe('claim.document.ask');
    },
  );

  it('"2" at the menu picks the second choice, and the menu stands again', async () => {
    const { join, say } = startConversation();
    await join();
    expect(await say('2')).toEqual(['answer.requirements', 'answer.requirements.web', 'menu.ask']);
    expect(await say('la cuarta')).toEqual(['answer.phone', 'menu.ask']);
  });

  it('"5" picks the other language, which only the greeting offers', async () => {
    const { join, say, session } = startConversation();
    await join();
    await say('5');
    expect(session().locale).toBe('en');
    expect(await say('5')).toEqual(['not-understood.menu']);
  });

  it('a question about a place picks nothing', async () => {
    const { join, say } = startConversation();
    await join();
    expect(await say('¿1?')).not.toEqual(['claim.document.ask']);
  });

  it('picks one of two meanings that the chat asks about', async () => {
    const { last, say } = startConversation();
    await say('recuperar');
    expect(await say('precio y horario')).toEqual(['did-you-mean']);
    expect(last().choices).toContainEqual({ intent: 'cost' });
    expect(await say('la segunda')).toContain('claim.document.ask');
  });

  it('"1" at the question for the branch is a branch', async () => {
    const { last, say } = startConversation();
    await say('recuperar', '1710034065', '1799999915001');
    expect(await say('1')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ branch: '0001' });
  });

  it('"1" picks nothing once the menu is left', async () => {
    const { say } = startConversation();
    await say('hola', 'recuperar');
    expect((await say('1')).at(-1)).not.toBe('claim.ruc.ask');
    expect(await say('1710034065')).toEqual(['claim.ruc.ask']);
  });
});

describe('goodbye', () => {
  it.each(['cancelar', 'salir', 'no', 'no, gracias', 'chao', 'goodbye'])(
    '%j at the menu says goodbye, and claims no new key',
    async (text) => {
      const { join, say } = startConversation();
      await join();
      expect((await say(text)).at(-1)).toBe('answer.goodbye');
    },
  );

  it('is not followed by the question of the claim, which still stands', async () => {
    const { say } = startConversation();
    await say('recuperar');
    expect(await say('hasta luego')).toEqual(['answer.goodbye']);
    expect(await say('1710034065')).toEqual(['claim.ruc.ask']);
  });

  it('names the time that is left while a code lives, and ends nothing', async () => {
    const { code, say } = await conversationWithCode();
    expect(await say('adiós')).toEqual(['answer.goodbye.live']);
    expect(await say(code())).toEqual(['link.live']);
  });

  it('after a new key it wishes well', async () => {
    const chat = await conversationWithLink();
    await setNewKey(chat);
    const { say } = chat;
    expect(await say('¿ya está?')).toEqual(['recovery.done', 'menu.anything-else']);
    expect(await say('chao')).toEqual(['answer.goodbye.done']);
  });
});

describe('greeting in the middle of a claim', () => {
  it('is returned before the question', async () => {
    const { say } = startConversation();
    await say('recuperar', '1710034065');
    expect(await say('buenas tardes')).toEqual(['answer.greeting', 'claim.ruc.ask']);
  });
});
