import type { ObserveSockets } from './socket-observer';
import type { Transport } from './transport-selector';
import type { Activity, DirectLineClient, Subscription } from '../web-chat/web-chat';

export interface ClientConnectionListener {
  /** From now on everything said arrives. */
  onOnline(): void;
  readonly onActivity: (activity: Activity) => void;
  /** Called once, however it ended; not after `close`. */
  onLost(): void;
}

/** `gone`: the conversation takes nothing more, or not over this line. `unsure`: it may have arrived all the same. */
export type PostResult = 'taken' | 'refused' | 'gone' | 'unsure';

export interface ClientConnection {
  post(activity: object): Promise<PostResult>;
  close(): void;
}

export interface ClientConnectionOptions {
  readonly client: DirectLineClient;
  readonly transport: Transport;
  readonly observeSockets: ObserveSockets;
  readonly listener: ClientConnectionListener;
}

const ONLINE = 2;
/** Some networks swallow what would open a socket; one that opens is open long before. */
const OPEN_WITHIN = 4_000;
/** In place of the message's id. */
const NO_ANSWER = 'retry';

/** One connection of Direct Line's client, until the first sign of its end: coming back is not left to it. */
export function openClientConnection({
  client,
  listener,
  observeSockets,
  transport,
}: ClientConnectionOptions): ClientConnection {
  const subscriptions: Subscription[] = [];
  let isOpen = true;

  const close = () => {
    isOpen = false;
    clearTimeout(deadline);
    for (const subscription of subscriptions) subscription.unsubscribe();
    client.end();
  };
  const lose = () => {
    if (!isOpen) return;
    close();
    listener.onLost();
  };
  const deadline = setTimeout(lose, OPEN_WITHIN);
  const settle = () => {
    if (!isOpen) return;
    clearTimeout(deadline);
    listener.onOnline();
  };

  if (transport === 'socket') observeSockets({ onOpen: settle, onClose: lose });
  const onStatus = (status: number) => {
    if (status > ONLINE) lose();
    if (status === ONLINE && transport === 'polling') queueMicrotask(settle);
  };
  subscriptions.push(client.connectionStatus$.subscribe({ next: onStatus }));
  subscriptions.push(client.activity$.subscribe({ next: listener.onActivity, error: lose }));

  return {
    close,
    post: (activity) =>
      new Promise((resolve) => {
        client.postActivity(activity).subscribe({
          next(id) {
            resolve(id === NO_ANSWER ? 'unsure' : 'taken');
          },
          error(error) {
            resolve(meaningOf(error));
          },
        });
      }),
  };
}

/** Without a status there was no answer. */
function meaningOf(error: unknown): PostResult {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;
  if (REFUSALS.includes(status)) return 'refused';
  return status >= 400 && status < 500 ? 'gone' : 'unsure';
}

/** The message itself was not wanted: nothing is wrong with the conversation. */
const REFUSALS: readonly number[] = [400, 413, 415, 429];
