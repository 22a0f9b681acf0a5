import { createConversation, type Conversation } from '../../dialogs/conversation';
import { createRootDialog } from '../../dialogs/create-root';
import { createMemoryActivityFeed } from '../../src/adapters/memory/activity-feed';
import { createMemorySessionStore } from '../../src/adapters/memory/session-store';
import { systemRandom as random } from '../../src/adapters/system/random';
import type { ChannelActivity, Trouble } from '../../src/bot/bot';
import { createBot } from '../../src/bot/create-bot';
import { DEFAULT_FOREIGNER_PATTERN } from '../../src/domain/foreigner-code';
import { createInPersonGuide } from '../../src/i18n/in-person-guide';
import type { ActivityId, SessionId, SessionStore } from '../../src/ports/session-store';
import { policy } from '../../src/recovery/policy';
import { createWorld, words } from '../support/world';

const ID = 'emulator|c' as SessionId;
let activities = 0;

/** A bot on memory whose sessions and dialogs the test can reach; it answers in the response itself. */
function createDesk({
  change = (conversation: Conversation) => conversation,
  sessions,
}: { change?: (one: Conversation) => Conversation; sessions?: SessionStore } = {}) {
  const world = createWorld();
  const store = sessions ?? createMemorySessionStore({ clock: world.options.clock, random, rules: policy.session });
  const troubles: Trouble[] = [];
  const root = createRootDialog({
    recovery: world.chat,
    words,
    guide: createInPersonGuide(),
    codeLength: 6,
    foreignerPattern: DEFAULT_FOREIGNER_PATTERN,
  });
  const bot = createBot({
    conversation: change(createConversation(root, world.chat)),
    sessions: store,
    feed: createMemoryActivityFeed({ clock: world.options.clock, rules: policy.chat.feed }),
    words,
    random,
    credentials: {},
    onTrouble: (trouble) => troubles.push(trouble),
  });

  const post = async (activity: object): Promise<string[]> => {
    const whole = {
      id: `a${String(activities++)}`,
      type: 'message',
      channelId: 'emulator',
      serviceUrl: 'http://127.0.0.1:9',
      conversation: { id: 'c' },
      from: { id: 'p' },
      recipient: { id: 'b' },
      deliveryMode: 'expectReplies',
      ...activity,
    } as ChannelActivity;
    const { body } = await bot.receive({ authorization: '', activity: whole });
    return (body as { activities: { type: string; text: string }[] }).activities
      .filter(({ type }) => type === 'message')
      .map(({ text }) => text);
  };
  const say = async (...texts: readonly string[]): Promise<string[]> => {
    let said: string[] = [];
    for (const text of texts) said = await post({ text });
    return said;
  };
  /** Puts `change` of what is stored in its place. */
  const tamper = async (to: (stored: string) => string) => {
    const opened = await store.open(ID, 'tamper' as ActivityId);
    if (opened.kind !== 'opened' || !opened.turn.stored) throw new Error('no session to tamper with');
    await opened.turn.save(to(opened.turn.stored.value), '*');
  };
  return { world, troubles, say, post, tamper };
}

const spanish = words('es-EC');

describe('a session that cannot be gone on with', () => {
  it.each([
    ['no JSON', () => '{'],
    ['no object', () => '7'],
    ['without its parts', () => '{"memory":{}}'],
    ['of dialogs with other steps', (stored: string) => stored.replace('steps:5', 'steps:4')],
    ['with a stack that is none', (stored: string) => stored.replace('"dialogStack":[', '"dialogStack":[7,')],
  ])('%s: starts over politely, and works', async (_what, change) => {
    const { say, tamper, troubles } = createDesk();
    await say('recuperar');
    await tamper(change);
    const said = await say('1710034065');
    expect(said[0]).toBe(spanish('session.restarted'));
    expect(said.at(-1)).toContain('13 dígitos');
    expect(await say('ayuda')).toHaveLength(2);
    expect(troubles).toEqual([]);
  });

  it('ends after 30 minutes of silence; the next message starts over', async () => {
    const { say, world } = createDesk();
    await say('recuperar');
    world.pass(30 * 60_000);
    expect((await say('1710034065'))[0]).toContain('Bienvenido');
  });

  it('slides with each message', async () => {
    const { say, world } = createDesk();
    await say('recuperar');
    for (let message = 1; message <= 3; message++) {
      world.pass(29 * 60_000);
      expect(await say('ayuda')).toHaveLength(2);
    }
  });
});

describe('trouble in a turn', () => {
  it('with a dependency down: an honest message with a reference, and the dialog goes on afterwards', async () => {
    const { say, troubles, world } = createDesk();
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
    const { say, troubles } = createDesk({ sessions: { open: down, ping: down } });
    expect((await say('hola'))[0]).toContain('Referencia');
    expect(troubles).toHaveLength(1);
  });

  it('with a bug: says so and starts over, instead of failing for ever', async () => {
    let isBroken = true;
    const { say, troubles } = createDesk({
      change: (conversation) => ({
        ...conversation,
        hear: (turn) => (isBroken ? Promise.reject(new TypeError('a bug')) : conversation.hear(turn)),
      }),
    });
    expect((await say('recuperar'))[0]).toContain('Algo falló de nuestro lado');
    expect(troubles[0]?.error).toBeInstanceOf(TypeError);
    isBroken = false;
    expect((await say('recuperar'))[0]).toContain('Bienvenido');
  });

  it('hands what a dialog step threw to the log itself, not wrapped with the person’s answers', async () => {
    const { say, troubles, world } = createDesk();
    await say('1710034065 ruc 1799999915001 suc 1');
    world.down.add('recovery-store');
    await say('sí');
    expect(troubles.map(({ error }) => (error as Error).name)).toEqual(['Unavailable']);
    expect(JSON.stringify(troubles)).not.toContain('1710034065');
  });
});

describe('an activity', () => {
  it('without an id is answered each time', async () => {
    const { post } = createDesk();
    expect(await post({ id: undefined, text: 'hola' })).toHaveLength(1);
    expect(await post({ id: undefined, text: 'hola' })).toHaveLength(1);
  });

  it('chooses the language of the first greeting by the channel’s, and keeps the person’s choice', async () => {
    const { post, say } = createDesk();
    expect((await post({ text: 'hi', locale: 'en-US' }))[0]).toContain('Welcome');
    expect((await say('español')).join()).toContain('Seguimos en español');
    expect((await post({ text: 'help', locale: 'en-US' }))[0]).toContain('paso a paso');
  });

  it('loses the bot’s own mention', async () => {
    const { post } = createDesk();
    const mention = { type: 'mention', mentioned: { id: 'b' }, text: '<at>Bot</at>' };
    expect((await post({ text: '<at>Bot</at> recuperar', entities: [mention] })).at(-1)).toContain('cédula');
  });
});
