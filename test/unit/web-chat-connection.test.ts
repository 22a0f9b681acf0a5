import { createWebChatConnection } from '../../src/web/chat/web-chat/web-chat-connection';
import type { PostResult } from '../../src/web/chat/connection/client-connection';
import type { WebChatActivity, Subscribable } from '../../src/web/chat/web-chat/web-chat';

const message = (clientActivityID: string, id?: string): WebChatActivity => ({
  type: 'message',
  channelData: { clientActivityID },
  ...(id !== undefined && { id }),
});

const first = <T>(source: Subscribable<T>): Promise<T> =>
  new Promise((resolve, reject) => source.subscribe({ next: resolve, error: reject }));

describe('connection object for Web Chat', () => {
  let answer: Promise<PostResult>;
  const create = () =>
    createWebChatConnection(() => ({ post: () => answer, retryNow: () => undefined, reconnect: () => undefined }));

  it('reports itself as connected from the start', async () => {
    expect(await first(create().connectionStatus$)).toBe(2);
  });

  it('replays earlier activities to a late subscriber', () => {
    const bot = create();
    bot.push({ type: 'message', id: '1' });
    const received: string[] = [];
    const subscription = bot.activity$.subscribe({ next: ({ id }) => received.push(id ?? '') });
    bot.push({ type: 'message', id: '2' });
    subscription.unsubscribe();
    bot.push({ type: 'message', id: '3' });
    expect(received).toEqual(['1', '2']);
  });

  it('reports a posted activity as sent or as failed', async () => {
    const bot = create();
    answer = Promise.resolve('accepted');
    await first(bot.postActivity(message('a')));
    for (const failure of ['refused', 'gone'] as const) {
      answer = Promise.resolve(failure);
      const echoed = message(failure, '1');
      bot.push(echoed);
      await expect(first(bot.postActivity(echoed))).rejects.toThrow('not sent');
    }
  });

  describe('activities whose delivery is unknown', () => {
    beforeEach(() => {
      jest.useFakeTimers();
      answer = Promise.resolve('unsure');
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    it('an activity with unknown delivery counts as delivered when its echo arrives before or after the failure', async () => {
      const bot = create();
      bot.push(message('a', '1'));
      await first(bot.postActivity(message('a')));
      const posted = first(bot.postActivity(message('b')));
      await jest.advanceTimersByTimeAsync(5_000);
      bot.push(message('b', '2'));
      await posted;
    });

    it('an activity with unknown delivery counts as lost when no echo arrives', async () => {
      const bot = create();
      const posted = expect(first(bot.postActivity(message('a')))).rejects.toThrow('not sent');
      bot.push(message('b', '2'));
      await jest.advanceTimersByTimeAsync(8_000);
      await posted;
    });
  });
});
