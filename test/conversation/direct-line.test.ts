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
  const harness = createDirectLineHarness();
  await harness.directLine.start(testVisitor, 'es-EC');
  await harness.say('recuperar mi clave', '1710034065 ruc 1799999915001 sucursal 1', 'sí');
  return harness;
}

describe('conversation on the built-in Direct Line', () => {
  it('greets once, in the language of the conversation’s start', async () => {
    const { readActivities, directLine } = createDirectLineHarness();
    expect(await directLine.start(testVisitor, 'en-US')).toBe('started');
    expect(await directLine.start(testVisitor, 'en-US')).toBe('existed');
    expect((await readActivities()).map(({ locale, text }) => [locale, text?.slice(0, 6)])).toEqual([['en', 'Hello.']]);
  });

  it('greets again when a person returns after all activities have expired', async () => {
    const { readActivities, directLine, passTime, say } = createDirectLineHarness();
    await directLine.start(testVisitor, 'es-EC');
    await say('contacto');
    const before = (await readActivities()).length;
    expect(await directLine.resume(testVisitor, FEED_START, 'en')).toBe('kept');
    expect(await readActivities()).toHaveLength(before);

    passTime(chatLimits.feed.retention - 1);
    await directLine.keepAlive(testVisitor);
    passTime(chatLimits.feed.retention - 1);
    const last = '1768489200000-9' as Watermark;
    expect(await directLine.resume(testVisitor, last, 'en')).toBe('kept');
    expect(await readActivities()).toEqual([]);
    expect(await directLine.resume(testVisitor, FEED_START, 'en')).toBe('kept');
    expect((await readActivities()).map(({ text }) => text?.slice(0, 6))).toEqual(['Hello.']);
  });

  it('greets a conversation whose start was interrupted, and greets once for two simultaneous requests', async () => {
    const { feed, readActivities, directLine } = createDirectLineHarness();
    await feed.start(testVisitor.conversation);
    await Promise.all([directLine.start(testVisitor, 'es-EC'), directLine.start(testVisitor, 'es-EC')]);
    expect(await readActivities()).toHaveLength(1);
  });

  it('echoes a posted message under the id of the post, and answers it', async () => {
    const { readActivities, directLine } = createDirectLineHarness();
    await directLine.start(testVisitor, 'es-EC');
    const posted = await directLine.post(testVisitor, { ...textMessage('hola'), clientActivityId: 'mine' });
    const [, echo, answer] = await readActivities();
    expect(posted).toEqual({ id: echo?.id });
    expect(echo).toMatchObject({
      text: 'hola',
      textFormat: 'plain',
      from: { id: 'dl_1', role: 'user' },
      channelData: { clientActivityID: 'mine' },
    });
    expect(answer).toMatchObject({ from: { role: 'bot' }, replyToId: echo?.id });
  });

  it('the activities of the feed reveal no internal data', async () => {
    const { readActivities, say, directLine } = createDirectLineHarness();
    await directLine.start(testVisitor, 'es-EC');
    await say('hola');
    const text = JSON.stringify(await readActivities());
    expect(text).not.toMatch(/serviceUrl|recipient|built-in|trace/);
  });

  it('keeps two conversations apart', async () => {
    const { readActivities, directLine } = createDirectLineHarness();
    const other: ChatVisitor = { conversation: 'c2' as FeedId, user: 'dl_2' };
    await directLine.start(testVisitor, 'es-EC');
    await directLine.start(other, 'es-EC');
    await directLine.post(other, textMessage('english'));
    expect(await readActivities()).toHaveLength(1);
    expect((await readActivities(other)).length).toBeGreaterThan(2);
  });

  it('rejects activities for a conversation that was never started', async () => {
    const { directLine } = createDirectLineHarness();
    expect(await directLine.post(testVisitor, textMessage('hola'))).toBe('ended');
    expect(await directLine.read(testVisitor, FEED_START)).toBe('ended');
    expect(await directLine.keepAlive(testVisitor)).toBe('ended');
  });

  it('answers messages in the order in which they came', async () => {
    const { readActivities, directLine } = createDirectLineHarness();
    await directLine.start(testVisitor, 'es-EC');
    const texts = ['1', '2', '3', '4', '5'].map((digit) => `contacto`.concat(' '.repeat(Number(digit))));
    await Promise.all(texts.map((text) => directLine.post(testVisitor, textMessage(text))));
    const activities = await readActivities();
    const posted = activities.filter(({ from }) => from.role === 'user').map(({ id }) => id);
    const answered = activities.flatMap(({ replyToId }) => replyToId ?? []);
    expect([...new Set(answered)].filter((id) => posted.includes(id))).toEqual(posted);
  });

  it('sends a typing activity to connected clients and does not store it', async () => {
    const { readActivities, directLine } = createDirectLineHarness();
    await directLine.start(testVisitor, 'es-EC');
    const transient: object[] = [];
    const leave = await directLine.follow(testVisitor, {
      onAppended: () => undefined,
      onTransient: (activity) => transient.push(activity),
    });
    for (const text of ['recuperar', '1710034065 ruc 1799999915001 sucursal 1', 'sí']) {
      await directLine.post(testVisitor, textMessage(text));
    }
    leave();
    expect(transient).toContainEqual(expect.objectContaining({ type: 'typing' }));
    expect((await readActivities()).map(({ type }) => type)).not.toContain('typing');
  });

  it('repeats the typing activity during a long turn until the turn ends', async () => {
    const { feed, directLine } = createDirectLineHarness();
    await directLine.start(testVisitor, 'es-EC');
    const transient: object[] = [];
    const leave = await directLine.follow(testVisitor, {
      onAppended: () => undefined,
      onTransient: (activity) => transient.push(activity),
    });
    // Delays the turn while it sends its reply.
    const append = feed.append.bind(feed);
    const replySignal = createSignal();
    let appended = 0;
    feed.append = async (...args) => {
      appended += 1;
      if (appended === 2) await replySignal.promise;
      return append(...args);
    };
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    try {
      const turn = directLine.post(testVisitor, textMessage('contacto'));
      await jest.advanceTimersByTimeAsync(699);
      expect(transient).toEqual([]);
      await jest.advanceTimersByTimeAsync(1);
      expect(transient).toEqual([
        expect.objectContaining({ type: 'typing', from: expect.objectContaining({ role: 'bot' }) as object }),
      ]);
      await jest.advanceTimersByTimeAsync(8_000);
      expect(transient).toHaveLength(3);
      replySignal.release();
      await turn;
      await jest.advanceTimersByTimeAsync(60_000);
      expect(transient).toHaveLength(3);
    } finally {
      jest.useRealTimers();
      leave();
    }
  });

  it('handles an event without storing it', async () => {
    const { feed, readActivities, directLine } = createDirectLineHarness();
    await feed.start(testVisitor.conversation);
    expect(await directLine.post(testVisitor, { type: 'event', name: 'webchat/join', locale: 'en' })).toEqual({
      id: '',
    });
    expect((await readActivities()).map(({ text, type }) => [type, text?.slice(0, 6)])).toEqual([
      ['message', 'Hello.'],
    ]);
    expect(await directLine.post(testVisitor, { type: 'typing' })).toEqual({ id: '' });
    expect(await readActivities()).toHaveLength(1);
  });

  it('reports the outage of a dependency instead of staying silent', async () => {
    const harness = createDirectLineHarness();
    await harness.directLine.start(testVisitor, 'es-EC');
    harness.down.add('employer-registry');
    expect(await harness.say('recuperar', '1710034065 ruc 1799999915001 sucursal 1', 'sí')).toMatch(/referencia/i);
  });

  it('fails the post when the activity could not be stored, so that the client offers to send it again', async () => {
    const { feed, directLine } = createDirectLineHarness();
    await directLine.start(testVisitor, 'es-EC');
    feed.append = () => Promise.reject(new Unavailable('activity-feed', new Error('down')));
    await expect(directLine.post(testVisitor, textMessage('hola'))).rejects.toThrow(Unavailable);
  });
});

describe('page hints of a message', () => {
  it('the page hints name the answer that a prompt asks for, and mark the prompts that expect digits', async () => {
    const { hints, directLine, say } = createDirectLineHarness();
    await directLine.start(testVisitor, 'es-EC');
    expect(await hints()).toEqual({ expects: 'text', countdown: null });
    await say('recuperar mi clave');
    expect(await hints()).toEqual({ expects: 'number', asks: 'cedula', countdown: null });
    await say('no sé');
    expect(await hints()).toMatchObject({ expects: 'number', asks: 'cedula' });
    await say('soy extranjero sin cédula');
    expect(await hints()).toMatchObject({ expects: 'text', asks: 'foreigner-code' });
  });

  it('the page hints contain the end of the code’s lifetime until the code is used', async () => {
    const harness = await withCode();
    const endsAt = harness.options.clock.now() + recoveryRules.code.lifetime;
    expect(await harness.hints()).toEqual({ expects: 'code', asks: 'code', countdown: { of: 'code', endsAt } });

    await harness.say('no me llega');
    expect(await harness.hints()).toMatchObject({ expects: 'code', asks: 'code', countdown: { of: 'code' } });
    await harness.say(harness.code() === '000000' ? '000001' : '000000');
    expect(await harness.hints()).toEqual({ expects: 'code', asks: 'code' });
    await harness.say(harness.code());
    expect(await harness.hints()).toEqual({ expects: 'text', countdown: { of: 'link', endsAt } });
  });

  it('the page hints stop the countdown once the chat has reported that the code ended', async () => {
    const harness = await withCode();
    harness.passTime(recoveryRules.code.lifetime);
    await harness.say('123456');
    expect(await harness.hints()).toEqual({ expects: 'text', countdown: null });
  });

  it('the page hints contain the end of the reset page’s lifetime as soon as the page opens', async () => {
    const harness = await withCode();
    await harness.say(harness.code());
    await harness.open();
    await Promise.all(harness.notifications);
    const endsAt = harness.options.clock.now() + recoveryRules.resetSession.lifetime;
    expect(await harness.hints()).toEqual({ expects: 'text', countdown: { of: 'page', endsAt } });
  });

  it('the page hints stop every countdown after a cancel', async () => {
    const harness = await withCode();
    await harness.say('cancelar');
    await harness.say('sí');
    expect(await harness.hints()).toEqual({ expects: 'text', countdown: null });
  });
});
