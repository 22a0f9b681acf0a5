import { Unavailable } from '../../src/ports/errors';
import {
  createDirectLineHarness,
  textMessage,
  testVisitor,
  type PageActivity,
} from '../support/bot/direct-line-harness';

describe('activity that is posted again after an unknown result', () => {
  const activity = { ...textMessage('contacto'), clientActivityId: 'mine' };
  const down = () => Promise.reject(new Unavailable('redis', new Error('down')));
  const summarise = (activities: readonly PageActivity[]) =>
    activities.map(({ from, text }) => `${from.role}: ${text?.slice(0, 8) ?? ''}`);

  async function startHarness() {
    const harness = createDirectLineHarness();
    await harness.directLine.start(testVisitor, 'es-EC');
    /** Posts the activity and returns all activities so far. */
    const postAgain = async () => {
      await harness.directLine.post(testVisitor, activity);
      return summarise(await harness.readActivities());
    };
    return { ...harness, postAgain };
  }

  /** Returns the activities of a conversation without failures. */
  const withoutFailure = async () => (await startHarness()).postAgain();

  it('an activity posted twice is echoed and answered once, whether the posts come in sequence or at once', async () => {
    const { readActivities, directLine, postAgain } = await startHarness();
    const posts = await Promise.all([directLine.post(testVisitor, activity), directLine.post(testVisitor, activity)]);
    expect(await postAgain()).toEqual(await withoutFailure());
    const [, echo] = await readActivities();
    expect(posts).toEqual([{ id: echo?.id }, { id: echo?.id }]);
  });

  it('the second post of an activity waits until the turn of the first ends, and reports no other failure', async () => {
    const { readActivities, directLine, sessions, postAgain } = await startHarness();
    const acquire = sessions.acquire.bind(sessions);
    const waiting: (() => void)[] = [];
    sessions.acquire = async (...args) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return acquire(...args);
    };
    const first = directLine.post(testVisitor, activity);
    while (waiting.length === 0) await new Promise(setImmediate);
    const second = directLine.post(testVisitor, activity);
    await directLine.post(testVisitor, { type: 'typing' });
    waiting.forEach((resolve) => {
      resolve();
    });
    expect(await second).toEqual(await first);
    expect(waiting).toHaveLength(1);
    sessions.acquire = acquire;
    expect(summarise(await readActivities())).toEqual(await withoutFailure());
    expect(await postAgain()).toEqual(await withoutFailure());
  });

  it('answers a repeated activity that was only echoed before', async () => {
    const { feed, directLine, postAgain } = await startHarness();
    const append = feed.append.bind(feed);
    feed.append = async (...args) => {
      await append(...args);
      feed.append = append;
      return down();
    };
    await expect(directLine.post(testVisitor, activity)).rejects.toThrow(Unavailable);
    expect(await postAgain()).toEqual(await withoutFailure());
  });

  it('answers a repeated activity for which neither a reply nor an apology could be sent before', async () => {
    const { feed, directLine, sessions, postAgain } = await startHarness();
    const [append, acquire] = [feed.append.bind(feed), sessions.acquire.bind(sessions)];
    feed.append = (id, appended, key) => (key === undefined ? down() : append(id, appended, key));
    sessions.acquire = down;
    await expect(directLine.post(testVisitor, activity)).rejects.toThrow(Unavailable);
    feed.append = append;
    sessions.acquire = acquire;
    expect(await postAgain()).toEqual(await withoutFailure());
  });

  it('an activity under another key or without one is another message', async () => {
    const { readActivities, directLine } = await startHarness();
    for (const clientActivityId of ['mine', 'yours', undefined, undefined]) {
      await directLine.post(testVisitor, { ...textMessage('contacto'), ...(clientActivityId && { clientActivityId }) });
    }
    expect((await readActivities()).filter(({ from }) => from.role === 'user')).toHaveLength(4);
  });
});
