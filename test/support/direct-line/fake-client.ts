import type { SocketObserver } from '../../../src/web/chat/connection/socket-observer';
import type {
  WebChatActivity,
  DirectLineClient,
  DirectLineClientOptions,
  Observer,
} from '../../../src/web/chat/web-chat/web-chat';

/** Direct Line's client and its socket, controlled by the test. */
export interface FakeDirectLineClient extends DirectLineClient {
  readonly options: DirectLineClientOptions;
  readonly posted: object[];
  /** The result of further posts. */
  postResult: string | object;
  watermark: string;
  isEnded: boolean;
  receive(id: string, watermark: string): void;
  setStatus(status: number): void;
  openSocket(): void;
  closeSocket(): void;
}

export interface FakeDirectLineClients {
  readonly created: FakeDirectLineClient[];
  /** Returns the latest client. */
  newest(): FakeDirectLineClient;
  create(options: DirectLineClientOptions): Promise<DirectLineClient>;
  observeSockets(observer: SocketObserver): void;
}

export function createFakeDirectLineClients(): FakeDirectLineClients {
  const created: FakeDirectLineClient[] = [];
  const observers: SocketObserver[] = [];
  return {
    created,
    newest() {
      const newest = created.at(-1);
      if (newest === undefined) throw new Error('no client was created');
      return newest;
    },
    create(options) {
      const index = created.length;
      created.push(createFakeClient(options, () => observers[index]));
      return Promise.resolve(created[index] as DirectLineClient);
    },
    observeSockets(observer) {
      observers[created.length - 1] = observer;
    },
  };
}

function createFakeClient(
  options: DirectLineClientOptions,
  observer: () => SocketObserver | undefined,
): FakeDirectLineClient {
  const activities = new Set<Observer<WebChatActivity>>();
  const statuses = new Set<Observer<number>>();
  const client: FakeDirectLineClient = {
    options,
    posted: [],
    postResult: 'an id',
    watermark: options.watermark,
    isEnded: false,
    activity$: observable(activities),
    connectionStatus$: observable(statuses),
    receive(id, watermark) {
      client.watermark = watermark;
      for (const observer of activities) observer.next?.({ type: 'message', id });
    },
    setStatus(status) {
      for (const observer of statuses) observer.next?.(status);
    },
    openSocket: () => observer()?.onOpen(),
    closeSocket: () => observer()?.onClose(),
    postActivity: (activity) => ({
      subscribe(observer) {
        client.posted.push(activity);
        if (typeof client.postResult === 'string') observer.next?.(client.postResult);
        else observer.error?.(client.postResult);
        return { unsubscribe: () => undefined };
      },
    }),
    end() {
      client.isEnded = true;
    },
  };
  return client;
}

const observable = <T>(observers: Set<Observer<T>>) => ({
  subscribe(observer: Observer<T>) {
    observers.add(observer);
    return {
      unsubscribe() {
        observers.delete(observer);
      },
    };
  },
});
