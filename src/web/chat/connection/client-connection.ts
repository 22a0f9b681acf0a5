import type { ObserveSockets } from './socket-observer';
import type { Transport } from './transport-selector';
import type { WebChatActivity, DirectLineClient, Subscription } from '../web-chat/web-chat';

export interface ClientConnectionListener {
  /** Called once the client receives new activities. */
  onOnline(): void;
  readonly onActivity: (activity: WebChatActivity) => void;
  /** Called once when the connection fails for any reason; not after `close`. */
  onLost(): void;
}

/**
 * `refused`: the service does not want this activity. `gone`: the conversation or the token of this connection has ended. `unsure`: there was
 * no usable answer, and the activity may have arrived.
 */
export type PostResult = 'accepted' | 'refused' | 'gone' | 'unsure';

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
/** In ms. Some networks silently drop the request for a socket; a socket that opens does so much earlier. */
const OPEN_TIMEOUT = 4_000;
/** The client returns this text instead of the activity's id when it got no usable answer. */
const NO_ANSWER = 'retry';

/** Uses one client of Direct Line until the first sign of failure. The client's own reconnection is not used. */
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
  const deadline = setTimeout(lose, OPEN_TIMEOUT);
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
            resolve(id === NO_ANSWER ? 'unsure' : 'accepted');
          },
          error(error) {
            resolve(resultOf(error));
          },
        });
      }),
  };
}

/** An error without a status means that there was no answer. */
function resultOf(error: unknown): PostResult {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;
  if (ACTIVITY_ERRORS.includes(status)) return 'refused';
  return status >= 400 && status < 500 ? 'gone' : 'unsure';
}

/** Statuses that concern the activity alone: the conversation and the connection are sound. */
const ACTIVITY_ERRORS: readonly number[] = [400, 413, 415, 429];
