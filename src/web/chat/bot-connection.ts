import type { Connection } from './connection';
import { createEchoes } from './echoes';
import { createSource, fromPromise } from './observable';
import type { Activity, BotConnection } from './web-chat';

const ONLINE = 2;

/**
 * Web Chat drops what is typed while it believes itself disconnected. So to it the connection always stands: a message waits,
 * and in the end goes out or fails with Web Chat's own "retry"; how things are the page says in its own line.
 */
export function createBotConnection(connection: () => Connection): BotConnection & { tell(activity: Activity): void } {
  const activities = createSource<Activity>();
  const statuses = createSource<number>();
  const echoes = createEchoes();
  statuses.next(ONLINE);

  const send = async (activity: object): Promise<string> => {
    const posted = await connection().post(activity);
    const isSent = posted === 'unsure' ? await echoes.await(activity) : posted === 'taken';
    if (!isSent) throw new Error('The message was not sent');
    return 'sent';
  };

  return {
    activity$: activities,
    connectionStatus$: statuses,
    tell(activity) {
      echoes.heard(activity);
      activities.next(activity);
    },
    postActivity: (activity) => fromPromise(() => send(activity)),
    end: () => undefined,
  };
}
