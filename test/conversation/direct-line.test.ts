import { FEED_START, type FeedId, type Watermark } from '../../src/ports/chat/activity-feed';
import type { ChatVisitor } from '../../src/ports/chat/chat-tokens';
import { Unavailable } from '../../src/ports/errors';
import { chatLimits } from '../../src/policy/chat';
import { recoveryRules } from '../../src/policy/recovery';
import { createDirectLineHarness, textMessage, testVisitor } from '../support/bot/direct-line-harness';

function createSignal() {
  let release: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    promise,
    release: () => {
      release();
    },
  };
}

async function withCode() {
  const desk = createDirectLineHarness();
  await desk.line.start(testVisitor, 'es-EC');
  await desk.say('recuperar mi clave', '1710034065 ruc 1799999915001 sucursal 1', 'sí');
  return desk;
}

describe('conversation on the built-in Direct Line', () => {
  it('greets once, in the language of the conversation’s start', async () => {
    const { heard, line } = createDirectLineHarness();
    expect(await line.start(testVisitor, 'en-US')).toBe('started');
    expect(await line.start(testVisitor, 'en-US')).toBe('existed');
    expect((await heard()).map(({ locale, text }) => [locale, text?.slice(0, 7)])).toEqual([['en', 'Welcome']]);
  });

  it('greets again when a person returns after all activities have expired', async () => {
    const { heard, line, passTime, say } = createDirectLineHarness();
    await line.start(testVisitor, 'es-EC');
    await say('contacto');
    const before = (await heard()).length;
    expect(await line.resume(testVisitor, FEED_START, 'en')).toBe('kept');
    expect(await heard()).toHaveLength(before);

    passTime(chatLimits.feed.retention - 1);
    await line.keepAlive(testVisitor);
    passTime(chatLimits.feed.retention - 1);
    const last = '1768489200000-9' as Watermark;
    expect(await line.resume(testVisitor, last, 'en')).toBe('kept');
    expect(await heard()).toEqual([]);
    expect(await line.resume(testVisitor, FEED_START, 'en')).toBe('kept');
    expect((await heard()).map(({ text }) => text?.slice(0, 7))).toEqual(['Welcome']);
  });

  it('greets a conversation whose start was interrupted, and greets once for two simultaneous requests', async () => {
    const { feed, heard, line } = createDirectLineHarness();
    await feed.start(testVisitor.conversation);
    await Promise.all([line.start(testVisitor, 'es-EC'), line.start(testVisitor, 'es-EC')]);
    expect(await heard()).toHaveLength(1);
  });

  it('echoes a posted message under the id of the post, and answers it', async () => {
    const { heard, line } = createDirectLineHarness();
    await line.start(testVisitor, 'es-EC');
    const posted = await line.post(testVisitor, { ...textMessage('hola'), clientActivityId: 'mine' });
    const [, echo, answer] = await heard();
    expect(posted).toEqual({ id: echo?.id });
    expect(echo).toMatchObject({
      text: 'hola',
      textFormat: 'plain',
      from: { id: 'dl_1', role: 'user' },
      channelData: { clientActivityID: 'mine' },
    });
    expect(answer).toMatchObject({ from: { role: 'bot' }, replyToId: echo?.id });
  });

  it('reveals no internal data', async () => {
    const { heard, say, line } = createDirectLineHarness();
    await line.start(testVisitor, 'es-EC');
    await say('hola');
    const text = JSON.stringify(await heard());
    expect(text).not.toMatch(/serviceUrl|recipient|built-in|trace/);
  });

  it('keeps two conversations apart', async () => {
    const { heard, line } = createDirectLineHarness();
    const other: ChatVisitor = { conversation: 'c2' as FeedId, user: 'dl_2' };
    await line.start(testVisitor, 'es-EC');
    await line.start(other, 'es-EC');
    await line.post(other, textMessage('english'));
    expect(await heard()).toHaveLength(1);
    expect((await heard(other)).length).toBeGreaterThan(2);
  });

  it('rejects activities for a conversation that was never started', async () => {
    const { line } = createDirectLineHarness();
    expect(await line.post(testVisitor, textMessage('hola'))).toBe('ended');
    expect(await line.read(testVisitor, FEED_START)).toBe('ended');
    expect(await line.keepAlive(testVisitor)).toBe('ended');
  });

  it('answers messages in the order in which they came', async () => {
    const { heard, line } = createDirectLineHarness();
    await line.start(testVisitor, 'es-EC');
    const texts = ['1', '2', '3', '4', '5'].map((digit) => `contacto`.concat(' '.repeat(Number(digit))));
    await Promise.all(texts.map((text) => line.post(testVisitor, textMessage(text))));
    const activities = await heard();
    const asked = activities.filter(({ from }) => from.role === 'user').map(({ id }) => id);
    const answered = activities.flatMap(({ replyToId }) => replyToId ?? []);
    expect([...new Set(answered)].filter((id) => asked.includes(id))).toEqual(asked);
  });

  it('sends a typing activity to connected clients and does not store it', async () => {
    const { heard, line } = createDirectLineHarness();
    await line.start(testVisitor, 'es-EC');
    const moments: object[] = [];
    const leave = await line.follow(testVisitor, {
      onAppended: () => undefined,
      onTransient: (one) => moments.push(one),
    });
    for (const text of ['recuperar', '1710034065 ruc 1799999915001 sucursal 1', 'sí']) {
      await line.post(testVisitor, textMessage(text));
    }
    leave();
    expect(moments).toContainEqual(expect.objectContaining({ type: 'typing' }));
    expect((await heard()).map(({ type }) => type)).not.toContain('typing');
  });

  it('repeats the typing activity during a long turn until the turn ends', async () => {
    const { feed, line } = createDirectLineHarness();
    await line.start(testVisitor, 'es-EC');
    const moments: object[] = [];
    const leave = await line.follow(testVisitor, {
      onAppended: () => undefined,
      onTransient: (one) => moments.push(one),
    });
    // Holds the turn up while it sends its reply.
    const append = feed.append.bind(feed);
    const held = createSignal();
    let appended = 0;
    feed.append = async (...given) => {
      appended += 1;
      if (appended === 2) await held.promise;
      return append(...given);
    };
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    try {
      const turn = line.post(testVisitor, textMessage('contacto'));
      await jest.advanceTimersByTimeAsync(699);
      expect(moments).toEqual([]);
      await jest.advanceTimersByTimeAsync(1);
      expect(moments).toEqual([
        expect.objectContaining({ type: 'typing', from: expect.objectContaining({ role: 'bot' }) as object }),
      ]);
      await jest.advanceTimersByTimeAsync(8_000);
      expect(moments).toHaveLength(3);
      held.release();
      await turn;
      await jest.advanceTimersByTimeAsync(60_000);
      expect(moments).toHaveLength(3);
    } finally {
      jest.useRealTimers();
      leave();
    }
  });

  it('handles an event without storing it', async () => {
    const { feed, heard, line } = createDirectLineHarness();
    await feed.start(testVisitor.conversation);
    expect(await line.post(testVisitor, { type: 'event', name: 'webchat/join', locale: 'en' })).toEqual({ id: '' });
    expect((await heard()).map(({ text, type }) => [type, text?.slice(0, 7)])).toEqual([['message', 'Welcome']]);
    expect(await line.post(testVisitor, { type: 'typing' })).toEqual({ id: '' });
    expect(await heard()).toHaveLength(1);
  });

  it('reports that a dependency is down instead of staying silent', async () => {
    const desk = createDirectLineHarness();
    await desk.line.start(testVisitor, 'es-EC');
    desk.down.add('employer-registry');
    expect(await desk.say('recuperar', '1710034065 ruc 1799999915001 sucursal 1', 'sí')).toMatch(/referencia/i);
  });

  it('fails the post when the activity could not be stored, so that the client offers to send it again', async () => {
    const { feed, line } = createDirectLineHarness();
    await line.start(testVisitor, 'es-EC');
    feed.append = () => Promise.reject(new Unavailable('activity-feed', new Error('down')));
    await expect(line.post(testVisitor, textMessage('hola'))).rejects.toThrow(Unavailable);
  });
});

describe('page hints beside the text', () => {
  it('mark the prompts that expect digits', async () => {
    const { hints, line, say } = createDirectLineHarness();
    await line.start(testVisitor, 'es-EC');
    expect(await hints()).toEqual({ expects: 'text', countdown: null });
    await say('recuperar mi clave');
    expect(await hints()).toEqual({ expects: 'number', countdown: null });
    await say('no sé');
    expect(await hints()).toMatchObject({ expects: 'number' });
    await say('soy extranjero sin cédula');
    expect(await hints()).toMatchObject({ expects: 'text' });
  });

  it('contain the end of the code’s lifetime until the code is used', async () => {
    const desk = await withCode();
    const endsAt = desk.options.clock.now() + recoveryRules.code.lifetime;
    expect(await desk.hints()).toEqual({ expects: 'code', countdown: { of: 'code', endsAt } });

    await desk.say('no me llega');
    expect(await desk.hints()).toEqual({ expects: 'code' });
    await desk.say(desk.code() === '000000' ? '000001' : '000000');
    expect(await desk.hints()).toEqual({ expects: 'code' });
    await desk.say(desk.code());
    expect(await desk.hints()).toEqual({ expects: 'text', countdown: { of: 'link', endsAt } });
  });

  it('stop the countdown once the person is told that the code has ended', async () => {
    const desk = await withCode();
    desk.passTime(recoveryRules.code.lifetime);
    await desk.say('123456');
    expect(await desk.hints()).toEqual({ expects: 'text', countdown: null });
  });

  it('contain the end of the reset page’s lifetime as soon as the page opens', async () => {
    const desk = await withCode();
    await desk.say(desk.code());
    await desk.open();
    await Promise.all(desk.told);
    const endsAt = desk.options.clock.now() + recoveryRules.resetSession.lifetime;
    expect(await desk.hints()).toEqual({ expects: 'text', countdown: { of: 'page', endsAt } });
  });

  it('stop every countdown after a cancel', async () => {
    const desk = await withCode();
    await desk.say('cancelar');
    expect(await desk.hints()).toEqual({ expects: 'text', countdown: null });
  });
});
