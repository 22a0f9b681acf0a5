import type { SocketWatcher } from '../../src/web/chat/watched-sockets';
import type { Activity, DirectLineClient, DirectLineOptions, Observer } from '../../src/web/chat/web-chat';

/** Direct Line's client in the test's hands, with the socket that it would open. */
export interface FakeClient extends DirectLineClient {
  readonly options: DirectLineOptions;
  readonly posted: object[];
  /** What posting comes to. */
  answer: string | object;
  watermark: string;
  isEnded: boolean;
  tell(id: string, watermark: string): void;
  turns(status: number): void;
  opens(): void;
  closes(): void;
}

export interface FakeClients {
  readonly made: FakeClient[];
  /** The newest. */
  client(): FakeClient;
  create(options: DirectLineOptions): Promise<DirectLineClient>;
  watchSockets(watcher: SocketWatcher): void;
}

export function createFakeClients(): FakeClients {
  const made: FakeClient[] = [];
  const watchers: SocketWatcher[] = [];
  return {
    made,
    client() {
      const newest = made.at(-1);
      if (newest === undefined) throw new Error('no client was made');
      return newest;
    },
    create(options) {
      const place = made.length;
      made.push(createFakeClient(options, () => watchers[place]));
      return Promise.resolve(made[place] as DirectLineClient);
    },
    watchSockets(watcher) {
      watchers[made.length - 1] = watcher;
    },
  };
}

function createFakeClient(options: DirectLineOptions, watcher: () => SocketWatcher | undefined): FakeClient {
  const activities = new Set<Observer<Activity>>();
  const statuses = new Set<Observer<number>>();
  const client: FakeClient = {
    options,
    posted: [],
    answer: 'an id',
    watermark: options.watermark,
    isEnded: false,
    activity$: observable(activities),
    connectionStatus$: observable(statuses),
    tell(id, watermark) {
      client.watermark = watermark;
      for (const observer of activities) observer.next?.({ type: 'message', id });
    },
    turns(status) {
      for (const observer of statuses) observer.next?.(status);
    },
    opens: () => watcher()?.onOpen(),
    closes: () => watcher()?.onClose(),
    postActivity: (activity) => ({
      subscribe(observer) {
        client.posted.push(activity);
        if (typeof client.answer === 'string') observer.next?.(client.answer);
        else observer.error?.(client.answer);
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
