import type { ChatConnection } from '../connection/chat-connection';
import { createMessageEchoes } from './message-echoes';
import { createReplaySubject, fromPromise } from './observable';
import type { WebChatActivity, WebChatConnection } from './web-chat';

const ONLINE = 2;

/**
 * Presents a connection to Web Chat that is always online, because Web Chat drops what is typed while it is offline. A message waits until
 * it is sent, or fails with Web Chat's own "retry". The page shows the real state in its status bar.
 */
export function createWebChatConnection(
  connection: () => ChatConnection,
): WebChatConnection & { push(activity: WebChatActivity): void } {
  const activities = createReplaySubject<WebChatActivity>();
  const statuses = createReplaySubject<number>();
  const echoes = createMessageEchoes();
  statuses.next(ONLINE);

  const send = async (activity: object): Promise<string> => {
    const result = await connection().post(activity);
    const isSent = result === 'unsure' ? await echoes.waitFor(activity) : result === 'accepted';
    if (!isSent) throw new Error('The message was not sent');
    return 'sent';
  };

  return {
    activity$: activities,
    connectionStatus$: statuses,
    push(activity) {
      echoes.record(activity);
      activities.next(activity);
    },
    postActivity: (activity) => fromPromise(() => send(activity)),
    end: () => undefined,
  };
}
