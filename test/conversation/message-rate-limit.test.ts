import { createMemoryRateLimits } from '../../src/adapters/rate-limiter/memory-rate-limits';
import { createMemorySessionStore } from '../../src/adapters/memory/session-store';
import { systemRandom as random } from '../../src/adapters/system/random';
import type { Instant } from '../../src/domain/time';
import { Unavailable } from '../../src/ports/errors';
import type { RateLimits } from '../../src/ports/security/rate-limits';
import type { SessionStore } from '../../src/ports/chat/session-store';
import { sessionRules } from '../../src/policy/chat';
import { rateLimitRules } from '../../src/policy/rate-limits';
import { createBotHarness } from '../support/bot/bot-harness';
import { testKeyRing as keyRing } from '../support/secrets/key-rings';

/** The limit per conversation and per user within ten seconds. */
const MOST = 20;

let passed: number;
beforeEach(() => {
  passed = 0;
  jest.spyOn(Date, 'now').mockImplementation(() => 1_768_489_200_000 + passed);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const createLimits = () => createMemoryRateLimits({ keyRing, rules: rateLimitRules });

/** Creates a session store that counts how often a session was opened. */
function createCountedSessions() {
  const store = createMemorySessionStore({
    clock: { now: () => Date.now() as Instant },
    random,
    rules: sessionRules,
  });
  let opened = 0;
  const sessions: SessionStore = {
    ...store,
    acquire(...turn) {
      opened += 1;
      return store.acquire(...turn);
    },
  };
  return { sessions, opened: () => opened };
}

describe('message rate limit', () => {
  const postTimes = async ({ post }: ReturnType<typeof createBotHarness>, times: number, activity: object = {}) => {
    const replies: string[][] = [];
    for (let time = 0; time < times; time++) replies.push(await post({ text: 'ayuda', ...activity }));
    return replies;
  };

  it('the rate limit asks a fast writer once to wait, and answers again after the window', async () => {
    const harness = createBotHarness();
    expect((await postTimes(harness, MOST)).every((replies) => replies.length > 0)).toBe(true);
    passed = 4_000;
    const [first, ...others] = await postTimes(harness, 30);
    expect(first).toEqual([expect.stringMatching(/Va muy rápido.* 6 segundos/)]);
    expect(others.flat()).toEqual([]);
    passed = 10_000;
    expect((await postTimes(harness, 1))[0]).toHaveLength(2);
    expect(harness.errors).toEqual([]);
  });

  it('the rate limit asks to wait in the language of the message', async () => {
    const harness = createBotHarness();
    await postTimes(harness, MOST, { locale: 'en-US' });
    expect((await postTimes(harness, 1, { locale: 'en-US' }))[0]).toEqual([expect.stringContaining('very fast')]);
  });

  it('the rate limit rejects a message before the session is opened, so that a flood fills no queue', async () => {
    const { opened, sessions } = createCountedSessions();
    const { post } = createBotHarness({ sessions });
    const replies = await Promise.all(Array.from({ length: 200 }, () => post({ text: 'ayuda' })));
    expect(opened()).toBe(MOST);
    expect(replies.flat().filter((text) => text.includes('Va muy rápido'))).toHaveLength(1);
  });

  it('the rate limit counts one person in all conversations together and other people apart', async () => {
    const harness = createBotHarness();
    await postTimes(harness, MOST);
    const elsewhere = { conversation: { id: 'another' } };
    expect((await postTimes(harness, 1, elsewhere))[0]).toEqual([expect.stringContaining('Va muy rápido')]);
    expect((await postTimes(harness, 1, { ...elsewhere, from: { id: 'q' } }))[0]?.join()).toContain(
      'asistente virtual',
    );
    const onAnotherChannel = { ...elsewhere, channelId: 'msteams', serviceUrl: 'https://127.0.0.1:9' };
    expect((await postTimes(harness, 1, onAnotherChannel))[0]?.join()).toContain('asistente virtual');
  });

  it('the rate limit counts several people in one conversation together as well', async () => {
    const harness = createBotHarness();
    await harness.say('hola');
    for (let other = 0; other < MOST; other++) await harness.post({ text: 'hola', from: { id: `other ${other}` } });
    expect(await harness.say('ayuda')).toEqual([]);
  });

  it('the rate limit counts announcements of members, and those over the limit get no answer', async () => {
    const { opened, sessions } = createCountedSessions();
    const harness = createBotHarness({ sessions });
    const arrival = { type: 'conversationUpdate', membersAdded: [{ id: 'p' }] };
    expect((await postTimes(harness, MOST + 5, arrival)).flat()).toHaveLength(1);
    expect(opened()).toBe(MOST);
  });

  it('the rate limit counts a message once, however often it is delivered', async () => {
    const harness = createBotHarness();
    const again = { id: 'the same' };
    await postTimes(harness, 1, again);
    expect((await postTimes(harness, 3 * MOST, again)).flat()).toEqual([]);
    const atOnce = await Promise.all(
      Array.from({ length: 3 * MOST }, () => harness.post({ text: 'ayuda', id: 'at once' })),
    );
    expect(atOnce.flat()).toHaveLength(2);
    expect((await postTimes(harness, MOST - 2)).every((replies) => replies.length > 0)).toBe(true);
    expect((await postTimes(harness, 1))[0]).toEqual([expect.stringContaining('Va muy rápido')]);
  });

  it('the rate limit counts no deleted message, reaction or typing activity', async () => {
    const harness = createBotHarness();
    for (const type of ['messageDelete', 'messageReaction', 'typing']) await postTimes(harness, MOST, { type });
    expect((await postTimes(harness, 1))[0]?.join()).toContain('asistente virtual');
  });

  it('the rate limit counts edited messages, because each one opens the session', async () => {
    const harness = createBotHarness();
    await postTimes(harness, MOST, { type: 'messageUpdate' });
    expect((await postTimes(harness, 1))[0]?.join()).toContain('Va muy rápido');
  });
});

describe('outage of the message rate limit', () => {
  it('an outage of the rate limit is answered only with an apology, so that no uncounted message gets through', async () => {
    const { opened, sessions } = createCountedSessions();
    const down = () => Promise.reject(new Unavailable('rate-limits', new Error('down')));
    const limits: RateLimits = { ...createLimits(), charge: down };
    const { say, errors } = createBotHarness({ limits, sessions });
    const [apology, ...more] = await say('1710034065');
    expect(apology).toContain('No se perdió nada');
    expect(apology).toContain(errors[0]?.reference);
    expect(more).toEqual([]);
    expect(opened()).toBe(0);
    expect(errors.map(({ error }) => error)).toEqual([expect.any(Unavailable)]);
  });

  it('a message is answered as usual when only the refund of its count fails', async () => {
    const down = () => Promise.reject(new Unavailable('rate-limits', new Error('down')));
    const { post, errors } = createBotHarness({ limits: { ...createLimits(), refund: down } });
    expect(await post({ id: 'x', text: 'hola' })).toHaveLength(1);
    expect(await post({ id: 'x', text: 'hola' })).toEqual([]);
    expect(errors).toEqual([]);
  });
});
