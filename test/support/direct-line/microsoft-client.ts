import { ConnectionStatus, DirectLine } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { FetchXmlHttpRequest } from './xml-http-request';
import { createFastScheduler } from '../hurried-scheduler';
import type { ReceivedActivity } from './stream-client';

export interface MicrosoftClientOptions {
  /** `…/v3/directline` */
  readonly domain: string;
  readonly token: string;
  /** To go on with a conversation. */
  readonly conversationId?: string;
  readonly watermark?: string;
  readonly locale?: string;
  readonly mode?: 'stream' | 'polling';
  /** How many times faster than everybody's the client's time runs: it waits 3 s and 15 min for some things. */
  readonly speedUp?: number;
  /** Between pings, and before a refused call is tried again (ms of the client's time). */
  readonly timeout?: number;
}

export interface MicrosoftClient {
  readonly directLine: DirectLine;
  readonly received: readonly ReceivedActivity[];
  said(): readonly string[];
  /** The names of the states it went through. */
  readonly states: readonly string[];
  /** Every stream it opened. */
  readonly streams: readonly WebSocket[];
  /** With what its hearing ended, if it did. */
  failure(): unknown;
  /** @returns the activity's id, or `retry` */
  post(activity: object): Promise<string>;
  say(text: string): Promise<string>;
  end(): void;
}

/** Web Chat's own client, as it is: what it has of a browser here is a socket, and requests that are made with `fetch`. */
export function connectMicrosoftClient({
  mode = 'stream',
  speedUp = 100,
  locale = 'es-EC',
  ...options
}: MicrosoftClientOptions): MicrosoftClient {
  const heard: ReceivedActivity[] = [];
  const states: string[] = [];
  const streams: WebSocket[] = [];
  let failure: unknown;

  class ListedSocket extends WebSocket {
    constructor(url: string) {
      super(url);
      streams.push(this);
    }
  }
  Object.assign(globalThis, { WebSocket: ListedSocket, XMLHttpRequest: FetchXmlHttpRequest });
  const line = new DirectLine({
    ...options,
    webSocket: mode === 'stream',
    pollingInterval: 200,
    conversationStartProperties: { locale },
    random: () => 0,
    scheduler: createFastScheduler(speedUp) as never,
  });
  line.connectionStatus$.subscribe((status) => states.push(ConnectionStatus[status]));
  const hearing = line.activity$.subscribe(
    (activity) => heard.push(activity),
    (error: unknown) => (failure = error),
  );

  const post = (activity: object): Promise<string> =>
    new Promise((resolve, reject) => {
      line.postActivity(activity as never).subscribe(resolve, reject);
    });
  return {
    directLine: line,
    received: heard,
    states,
    streams,
    post,
    said: () => heard.map((one) => one.text ?? one.type),
    failure: () => failure,
    say: (text) => post({ type: 'message', text, from: { id: 'anybody' } }),
    end() {
      hearing.unsubscribe();
      line.end();
    },
  };
}
