import { ConnectionStatus, DirectLine } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { FetchXmlHttpRequest } from './xml-http-request';
import type { ReceivedActivity } from './stream-client';

export interface MicrosoftClientOptions {
  /** `…/v3/directline` */
  readonly domain: string;
  readonly token: string;
  /** The conversation to resume. */
  readonly conversationId?: string;
  readonly watermark?: string;
  readonly locale?: string;
  readonly mode?: 'stream' | 'polling';
  /** How many times faster than real time the client's timers run: some of its waits take 3 s and 15 min. */
  readonly speedUp?: number;
  /** The time between pings, and before a rejected call is retried (ms of the client's time). */
  readonly timeout?: number;
}

export interface MicrosoftClient {
  readonly directLine: DirectLine;
  readonly received: readonly ReceivedActivity[];
  said(): readonly string[];
  /** The names of its states in order. */
  readonly states: readonly string[];
  /** The streams that it opened. */
  readonly streams: readonly WebSocket[];
  /** Returns the error that ended its activity stream, if one did. */
  failure(): unknown;
  /** @returns the activity's id, or `retry` */
  post(activity: object): Promise<string>;
  say(text: string): Promise<string>;
  end(): void;
}

/** Runs Web Chat's own client unchanged; its environment has a WebSocket, and an XMLHttpRequest over `fetch`. */
export function connectMicrosoftClient({
  mode = 'stream',
  speedUp = 100,
  locale = 'es-EC',
  ...options
}: MicrosoftClientOptions): MicrosoftClient {
  const received: ReceivedActivity[] = [];
  const states: string[] = [];
  const streams: WebSocket[] = [];
  let failure: unknown;

  class RecordedSocket extends WebSocket {
    constructor(url: string) {
      super(url);
      streams.push(this);
    }
  }
  Object.assign(globalThis, { WebSocket: RecordedSocket, XMLHttpRequest: FetchXmlHttpRequest });
  const directLine = new DirectLine({
    ...options,
    webSocket: mode === 'stream',
    pollingInterval: 200,
    conversationStartProperties: { locale },
    random: () => 0,
    scheduler: createFastScheduler(speedUp) as never,
  });
  directLine.connectionStatus$.subscribe((status) => states.push(ConnectionStatus[status]));
  const subscription = directLine.activity$.subscribe(
    (activity) => received.push(activity),
    (error: unknown) => (failure = error),
  );

  const post = (activity: object): Promise<string> =>
    new Promise((resolve, reject) => {
      directLine.postActivity(activity as never).subscribe(resolve, reject);
    });
  return {
    directLine,
    received,
    states,
    streams,
    post,
    said: () => received.map((one) => one.text ?? one.type),
    failure: () => failure,
    say: (text) => post({ type: 'message', text, from: { id: 'anybody' } }),
    end() {
      subscription.unsubscribe();
      directLine.end();
    },
  };
}

type ScheduledWork = (this: Action, state: unknown) => void;

interface Action {
  closed: boolean;
  schedule(state: unknown, delay?: number): Action;
  unsubscribe(): void;
}

/** Creates a scheduler for RxJS 5 whose time runs `factor` times faster. */
const createFastScheduler = (factor: number) => ({
  now: () => performance.now() * factor,
  schedule(work: ScheduledWork, delay = 0, state?: unknown): Action {
    let timer: NodeJS.Timeout | undefined;
    const action: Action = {
      closed: false,
      schedule(next, wait = 0) {
        if (action.closed) return action;
        clearTimeout(timer);
        timer = setTimeout(() => {
          work.call(action, next);
        }, wait / factor);
        return action;
      },
      unsubscribe() {
        action.closed = true;
        clearTimeout(timer);
      },
    };
    return action.schedule(state, delay);
  },
});
