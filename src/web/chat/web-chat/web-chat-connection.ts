import type { ChatConnection } from '../connection/chat-connection';
import { createMessageEchoes } from './message-echoes';
import { createReplaySubject, fromPromise } from './observable';
import type { Activity, WebChatConnection } from './web-chat';

const ONLINE = 2;

/**
 * Web Chat drops what is typed while it believes itself disconnected. So to it the connection always stands: a message waits,
 * and in the end goes out or fails with Web Chat's own "retry"; how things are the page says in its own line.
 */
export function createWebChatConnection(
  connection: () => ChatConnection,
): WebChatConnection & { tell(activity: Activity): void } {
  const activities = createReplaySubject<Activity>();
  const statuses = createReplaySubject<number>();
  const echoes = createMessageEchoes();
  statuses.next(ONLINE);

  const send = async (activity: object): Promise<string> => {
    const posted = await connection().post(activity);
    const isSent = posted === 'unsure' ? await echoes.waitFor(activity) : posted === 'taken';
    if (!isSent) throw new Error('The message was not sent');
    return 'sent';
  };

  return {
    activity$: activities,
    connectionStatus$: statuses,
    tell(activity) {
      echoes.record(activity);
      activities.next(activity);
    },
    postActivity: (activity) => fromPromise(() => send(activity)),
    end: () => undefined,
  };
}
