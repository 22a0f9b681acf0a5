import { createChannelAdapter } from '../../src/bot/channel/channel-adapter';
import { channelReplies } from '../../src/policy/chat';
import { createBotHarness } from '../support/bot/bot-harness';
import { words } from '../support/recovery/in-memory-recovery';

const spanish = words('es-EC');

describe('unreadable or expired session', () => {
  it.each([
    ['text that is no JSON', () => '{'],
    ['JSON that is no object', () => '7'],
    ['an object without its parts', () => '{"memory":{}}'],
    ['dialogs with other steps', (stored: string) => stored.replace('steps:5', 'steps:4')],
    ['dialogs of another stack version', (stored: string) => stored.replace(/"shape":"\d+ /, '"shape":"')],
    ['an invalid dialog stack', (stored: string) => stored.replace('"dialogStack":[', '"dialogStack":[7,')],
  ])('the bot starts over with an apology when the session is stored as %s', async (_what, change) => {
    const { say, tamper, errors } = createBotHarness();
    await say('recuperar');
    await tamper(change);
    const replies = await say('1710034065');
    expect(replies[0]).toBe(spanish('session.restarted'));
    expect(replies.at(-1)).toContain('13 dígitos');
    expect(await say('ayuda')).toHaveLength(2);
    expect(errors).toEqual([]);
  });

  it('the session ends after 30 minutes of silence, and the next message starts over', async () => {
    const { say, backend } = createBotHarness();
    await say('recuperar');
    backend.passTime(30 * 60_000);
    expect((await say('1710034065'))[0]).toContain('asistente virtual');
  });

  it('each message extends the session’s 30 minutes', async () => {
    const { say, backend } = createBotHarness();
    await say('recuperar');
    for (let message = 1; message <= 3; message++) {
      backend.passTime(29 * 60_000);
      expect(await say('ayuda')).toHaveLength(2);
    }
  });
});

describe('failure in a turn', () => {
  it('apologises with a reference during the outage of a dependency, and continues the dialog afterwards', async () => {
    const { say, errors, backend } = createBotHarness();
    await say('1710034065 ruc 1799999915001 suc 1');
    backend.down.add('employer-registry');
    const [apology] = await say('sí');
    expect(apology).toContain('No se perdió nada');
    expect(apology).toContain(errors[0]?.reference);
    backend.down.delete('employer-registry');
    expect((await say('sí'))[0]).toContain('Le envié un código');
  });

  it('apologises with a reference during an outage of the session store, without a session', async () => {
    const down = () => Promise.reject(new Error('not Unavailable, not expected'));
    const { say, errors } = createBotHarness({ sessions: { acquire: down, ping: down } });
    expect((await say('hola'))[0]).toContain('Referencia');
    expect(errors).toHaveLength(1);
  });

  it('apologises and starts over after a bug, instead of failing at every message', async () => {
    let isBroken = true;
    const { say, errors } = createBotHarness({
      change: (conversation) => ({
        ...conversation,
        handleMessage: (turn) => (isBroken ? Promise.reject(new TypeError('a bug')) : conversation.handleMessage(turn)),
      }),
    });
    expect((await say('recuperar'))[0]).toContain('Algo falló de nuestro lado');
    expect(errors[0]?.error).toBeInstanceOf(TypeError);
    isBroken = false;
    expect((await say('recuperar'))[0]).toContain('asistente virtual');
  });

  it('logs the error of a dialog step itself, without the person’s answers around it', async () => {
    const { say, errors, backend } = createBotHarness();
    await say('1710034065 ruc 1799999915001 suc 1');
    backend.down.add('recovery-store');
    await say('sí');
    expect(errors.map(({ error }) => (error as Error).name)).toEqual(['Unavailable']);
    expect(JSON.stringify(errors)).not.toContain('1710034065');
  });
});

describe('bot with an app id', () => {
  it('rejects an app id without authentication of the callers', () => {
    expect(() => createChannelAdapter({ credentials: { MicrosoftAppId: 'an app' }, channelReplies })).toThrow(
      'authenticated',
    );
  });
});

describe('incoming activity', () => {
  it('answers an activity without an id each time', async () => {
    const { post } = createBotHarness();
    expect(await post({ id: undefined, text: 'hola' })).toHaveLength(1);
    expect(await post({ id: undefined, text: 'hola' })).toHaveLength(1);
  });

  it('sets the language of the greeting by the channel’s locale, and the person’s choice overrides it', async () => {
    const { post, say } = createBotHarness();
    expect((await post({ text: 'hi', locale: 'en-US' }))[0]).toContain('virtual assistant');
    expect((await say('español')).join()).toContain('Seguimos en español');
    expect((await post({ text: 'help', locale: 'en-US' }))[0]).toContain('Escriba «recuperar»');
  });

  it('reads the text of a message without the mention of the bot', async () => {
    const { post } = createBotHarness();
    const mention = { type: 'mention', mentioned: { id: 'b' }, text: '<at>Bot</at>' };
    expect((await post({ text: '<at>Bot</at> recuperar', entities: [mention] })).at(-1)).toContain('cédula');
  });
});
