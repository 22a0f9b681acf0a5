import { Unavailable } from '../../src/ports/errors';
import { createDesk, message, visitor, type Said } from '../support/chat-desk';

describe('a message that is posted again, because nobody knew what became of it', () => {
  const again = { ...message('contacto'), clientActivityId: 'mine' };
  const down = () => Promise.reject(new Unavailable('redis', new Error('down')));
  const saidBy = (all: readonly Said[]) => all.map(({ from, text }) => `${from.role}: ${text?.slice(0, 8) ?? ''}`);

  async function begun() {
    const desk = createDesk();
    await desk.line.start(visitor, 'es-EC');
    const whole = async () => {
      await desk.line.post(visitor, again);
      return saidBy(await desk.heard());
    };
    return { ...desk, whole };
  }

  /** What is said when all goes well. */
  const asEver = async () => (await begun()).whole();

  it('is echoed once and answered once, one after the other or at once', async () => {
    const { heard, line, whole } = await begun();
    const posts = await Promise.all([line.post(visitor, again), line.post(visitor, again)]);
    expect(await whole()).toEqual(await asEver());
    const [, echo] = await heard();
    expect(posts).toEqual([{ id: echo?.id }, { id: echo?.id }]);
  });

  it('waits for its own turn however long that takes, and hears of no other trouble', async () => {
    const { heard, line, sessions, whole } = await begun();
    const open = sessions.open.bind(sessions);
    const opened: (() => void)[] = [];
    sessions.open = async (...turn) => {
      await new Promise<void>((resolve) => opened.push(resolve));
      return open(...turn);
    };
    const first = line.post(visitor, again);
    while (opened.length === 0) await new Promise(setImmediate);
    const second = line.post(visitor, again);
    await line.post(visitor, { type: 'typing' });
    opened.forEach((resolve) => {
      resolve();
    });
    expect(await second).toEqual(await first);
    expect(opened).toHaveLength(1);
    sessions.open = open;
    expect(saidBy(await heard())).toEqual(await asEver());
    expect(await whole()).toEqual(await asEver());
  });

  it('is answered when it was only echoed', async () => {
    const { feed, line, whole } = await begun();
    const append = feed.append.bind(feed);
    feed.append = async (...added) => {
      await append(...added);
      feed.append = append;
      return down();
    };
    await expect(line.post(visitor, again)).rejects.toThrow(Unavailable);
    expect(await whole()).toEqual(await asEver());
  });

  it('is answered when neither an answer nor an apology could be said', async () => {
    const { feed, line, sessions, whole } = await begun();
    const [append, open] = [feed.append.bind(feed), sessions.open.bind(sessions)];
    feed.append = (id, activity, key) => (key === undefined ? down() : append(id, activity, key));
    sessions.open = down;
    await expect(line.post(visitor, again)).rejects.toThrow(Unavailable);
    feed.append = append;
    sessions.open = open;
    expect(await whole()).toEqual(await asEver());
  });

  it('is another one under another name, or none', async () => {
    const { heard, line } = await begun();
    for (const clientActivityId of ['mine', 'yours', undefined, undefined]) {
      await line.post(visitor, { ...message('contacto'), ...(clientActivityId && { clientActivityId }) });
    }
    expect((await heard()).filter(({ from }) => from.role === 'user')).toHaveLength(4);
  });
});
