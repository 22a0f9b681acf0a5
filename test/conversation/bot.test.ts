import { createChannelAdapter } from '../../src/bot/channel/channel-adapter';
import { createBotHarness } from '../support/bot/bot-harness';
import { words } from '../support/recovery/in-memory-recovery';

const spanish = words('es-EC');

describe('a session that cannot be gone on with', () => {
  it.each([
    ['no JSON', () => '{'],
    ['no object', () => '7'],
    ['without its parts', () => '{"memory":{}}'],
    ['of dialogs with other steps', (stored: string) => stored.replace('steps:5', 'steps:4')],
    ['with a stack that is none', (stored: string) => stored.replace('"dialogStack":[', '"dialogStack":[7,')],
  ])('%s: starts over politely, and works', async (_what, change) => {
    const { say, tamper, troubles } = createBotHarness();
    await say('recuperar');
    await tamper(change);
    const said = await say('1710034065');
    expect(said[0]).toBe(spanish('session.restarted'));
    expect(said.at(-1)).toContain('13 dígitos');
    expect(await say('ayuda')).toHaveLength(2);
    expect(troubles).toEqual([]);
  });

  it('ends after 30 minutes of silence; the next message starts over', async () => {
    const { say, world } = createBotHarness();
    await say('recuperar');
    world.passTime(30 * 60_000);
    expect((await say('1710034065'))[0]).toContain('Bienvenido');
  });

  it('slides with each message', async () => {
    const { say, world } = createBotHarness();
    await say('recuperar');
    for (let message = 1; message <= 3; message++) {
      world.passTime(29 * 60_000);
      expect(await say('ayuda')).toHaveLength(2);
    }
  });
});

describe('trouble in a turn', () => {
  it('with a dependency down: an honest message with a reference, and the dialog goes on afterwards', async () => {
    const { say, troubles, world } = createBotHarness();
    await say('1710034065 ruc 1799999915001 suc 1');
    world.down.add('employer-registry');
    const [apology] = await say('sí');
    expect(apology).toContain('No se perdió nada');
    expect(apology).toContain(troubles[0]?.reference);
    world.down.delete('employer-registry');
    expect((await say('sí'))[0]).toContain('Le envié un código');
  });

  it('with the sessions down: the same, without a session', async () => {
    const down = () => Promise.reject(new Error('not Unavailable, not expected'));
    const { say, troubles } = createBotHarness({ sessions: { acquire: down, ping: down } });
    expect((await say('hola'))[0]).toContain('Referencia');
    expect(troubles).toHaveLength(1);
  });

  it('with a bug: says so and starts over, instead of failing for ever', async () => {
    let isBroken = true;
    const { say, troubles } = createBotHarness({
      change: (conversation) => ({
        ...conversation,
        handleMessage: (turn) => (isBroken ? Promise.reject(new TypeError('a bug')) : conversation.handleMessage(turn)),
      }),
    });
    expect((await say('recuperar'))[0]).toContain('Algo falló de nuestro lado');
    expect(troubles[0]?.error).toBeInstanceOf(TypeError);
    isBroken = false;
    expect((await say('recuperar'))[0]).toContain('Bienvenido');
  });

  it('hands what a dialog step threw to the log itself, not wrapped with the person’s answers', async () => {
    const { say, troubles, world } = createBotHarness();
    await say('1710034065 ruc 1799999915001 suc 1');
    world.down.add('recovery-store');
    await say('sí');
    expect(troubles.map(({ error }) => (error as Error).name)).toEqual(['Unavailable']);
    expect(JSON.stringify(troubles)).not.toContain('1710034065');
  });
});

describe('a bot with an app id', () => {
  it('is not made without anybody who judges its callers', () => {
    expect(() => createChannelAdapter({ credentials: { MicrosoftAppId: 'an app' } })).toThrow('judged');
  });
});

describe('an activity', () => {
  it('without an id is answered each time', async () => {
    const { post } = createBotHarness();
    expect(await post({ id: undefined, text: 'hola' })).toHaveLength(1);
    expect(await post({ id: undefined, text: 'hola' })).toHaveLength(1);
  });

  it('chooses the language of the first greeting by the channel’s, and keeps the person’s choice', async () => {
    const { post, say } = createBotHarness();
    expect((await post({ text: 'hi', locale: 'en-US' }))[0]).toContain('Welcome');
    expect((await say('español')).join()).toContain('Seguimos en español');
    expect((await post({ text: 'help', locale: 'en-US' }))[0]).toContain('paso a paso');
  });

  it('loses the bot’s own mention', async () => {
    const { post } = createBotHarness();
    const mention = { type: 'mention', mentioned: { id: 'b' }, text: '<at>Bot</at>' };
    expect((await post({ text: '<at>Bot</at> recuperar', entities: [mention] })).at(-1)).toContain('cédula');
  });
});
