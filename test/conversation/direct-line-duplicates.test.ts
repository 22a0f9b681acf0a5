import { Unavailable } from '../../src/ports/errors';
import {
  createDirectLineHarness,
  textMessage,
  testVisitor,
  type PageActivity,
} from '../support/bot/direct-line-harness';

describe('activity that is posted again because its fate was unknown', () => {
  const again = { ...textMessage('contacto'), clientActivityId: 'mine' };
  const down = () => Promise.reject(new Unavailable('redis', new Error('down')));
  const saidBy = (all: readonly PageActivity[]) =>
    all.map(({ from, text }) => `${from.role}: ${text?.slice(0, 8) ?? ''}`);

  async function begun() {
    const desk = createDirectLineHarness();
    await desk.line.start(testVisitor, 'es-EC');
    const whole = async () => {
      await desk.line.post(testVisitor, again);
      return saidBy(await desk.heard());
    };
    return { ...desk, whole };
  }

  /** Returns the activities of a conversation without failures. */
  const asEver = async () => (await begun()).whole();

  it('is echoed once and answered once, whether the posts come in sequence or at once', async () => {
    const { heard, line, whole } = await begun();
    const posts = await Promise.all([line.post(testVisitor, again), line.post(testVisitor, again)]);
    expect(await whole()).toEqual(await asEver());
    const [, echo] = await heard();
    expect(posts).toEqual([{ id: echo?.id }, { id: echo?.id }]);
  });

  it('waits for its own turn however long that takes, and reports no other failure', async () => {
    const { heard, line, sessions, whole } = await begun();
    const open = sessions.acquire.bind(sessions);
    const opened: (() => void)[] = [];
    sessions.acquire = async (...turn) => {
      await new Promise<void>((resolve) => opened.push(resolve));
      return open(...turn);
    };
    const first = line.post(testVisitor, again);
    while (opened.length === 0) await new Promise(setImmediate);
    const second = line.post(testVisitor, again);
    await line.post(testVisitor, { type: 'typing' });
    opened.forEach((resolve) => {
      resolve();
    });
    expect(await second).toEqual(await first);
    expect(opened).toHaveLength(1);
    sessions.acquire = open;
    expect(saidBy(await heard())).toEqual(await asEver());
    expect(await whole()).toEqual(await asEver());
  });

  it('is answered when it was only echoed before', async () => {
    const { feed, line, whole } = await begun();
    const append = feed.append.bind(feed);
    feed.append = async (...added) => {
      await append(...added);
      feed.append = append;
      return down();
    };
    await expect(line.post(testVisitor, again)).rejects.toThrow(Unavailable);
    expect(await whole()).toEqual(await asEver());
  });

  it('is answered when neither a reply nor an apology could be sent before', async () => {
    const { feed, line, sessions, whole } = await begun();
    const [append, open] = [feed.append.bind(feed), sessions.acquire.bind(sessions)];
    feed.append = (id, activity, key) => (key === undefined ? down() : append(id, activity, key));
    sessions.acquire = down;
    await expect(line.post(testVisitor, again)).rejects.toThrow(Unavailable);
    feed.append = append;
    sessions.acquire = open;
    expect(await whole()).toEqual(await asEver());
  });

  it('counts as another message under another key or without one', async () => {
    const { heard, line } = await begun();
    for (const clientActivityId of ['mine', 'yours', undefined, undefined]) {
      await line.post(testVisitor, { ...textMessage('contacto'), ...(clientActivityId && { clientActivityId }) });
    }
    expect((await heard()).filter(({ from }) => from.role === 'user')).toHaveLength(4);
  });
});
