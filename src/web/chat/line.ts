import type { WatchSockets } from './watched-sockets';
import type { Activity, DirectLineClient, Subscription } from './web-chat';

export interface LineListener {
  /** From now on everything said arrives. */
  onOnline(): void;
  readonly onActivity: (activity: Activity) => void;
  /** Called once, however it ended; not after `close`. */
  onLost(): void;
}

/** `unsure`: it may have arrived all the same; its echo would tell. */
export type Posted = 'taken' | 'refused' | 'unsure';

export interface Line {
  post(activity: object): Promise<Posted>;
  close(): void;
}

export interface LineOptions {
  readonly client: DirectLineClient;
  readonly means: 'socket' | 'polling';
  readonly watchSockets: WatchSockets;
  readonly listener: LineListener;
}

const ONLINE = 2;
const OPEN_WITHIN = 15_000;
/** A client that polls falls silent at the first failure, and tells nobody. */
const POLL_FOR = 60_000;
/** In place of the message's id. */
const NO_ANSWER = 'retry';

/** One connection of Direct Line's client, until the first sign of its end: coming back is not left to it. */
export function openLine({ client, listener, means, watchSockets }: LineOptions): Line {
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
  let deadline = setTimeout(lose, OPEN_WITHIN);
  const settle = () => {
    if (!isOpen) return;
    clearTimeout(deadline);
    if (means === 'polling') deadline = setTimeout(lose, POLL_FOR);
    listener.onOnline();
  };

  if (means === 'socket') watchSockets({ onOpen: settle, onClose: lose });
  const onStatus = (status: number) => {
    if (status > ONLINE) lose();
    if (status === ONLINE && means === 'polling') queueMicrotask(settle);
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
            resolve(isRefusal(error) ? 'refused' : 'unsure');
          },
        });
      }),
  };
}

/** The message itself was not wanted: nothing is wrong with the conversation. */
const isRefusal = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && REFUSALS.includes(error.status);

const REFUSALS: readonly unknown[] = [400, 413, 415, 429];
