/** The little that this page needs of Web Chat, which comes as one classic script and hangs its name on the window. */
export interface WebChat {
  readonly createDirectLine: (options: DirectLineClientOptions) => DirectLineClient;
  readonly renderWebChat: (props: WebChatProps, element: HTMLElement) => void;
  readonly createStore: () => object;
}

export interface DirectLineClientOptions {
  readonly token: string;
  readonly domain: string;
  readonly conversationId: string;
  /** The client asks for everything behind it. */
  readonly watermark: string;
  /** Its first socket; with it the client has nothing left to ask for. */
  readonly streamUrl: string;
  /** Without, it polls. */
  readonly webSocket: boolean;
  /** Milliseconds. */
  readonly pollingInterval: number;
}

/** `botframework-directlinejs`, version 0.15.5. */
export interface DirectLineClient {
  readonly activity$: Subscribable<Activity>;
  /** 2 online; from 3 on it has ended for a reason of its own, and does not recover. */
  readonly connectionStatus$: Subscribable<number>;
  /** Behind the last activities it was sent, which it may not have told yet. */
  readonly watermark: string;
  /** Emits the activity's id, or `retry` when it was not taken. */
  postActivity(activity: object): Subscribable<string>;
  end(): void;
}

export interface Activity {
  readonly type: string;
  readonly id?: string;
  readonly replyToId?: string;
  readonly timestamp?: string;
  readonly locale?: string;
  readonly textFormat?: string;
  readonly from?: { readonly id?: string; readonly role?: string };
  readonly channelData?: unknown;
}

export interface Observer<T> {
  next?(value: T): void;
  error?(error: unknown): void;
  complete?(): void;
}

export interface Subscription {
  unsubscribe(): void;
}

export interface Subscribable<T> {
  subscribe(observer: Observer<T>): Subscription;
}

/** What Web Chat holds: always connected, as far as it knows. */
export interface WebChatConnection {
  readonly activity$: Subscribable<Activity>;
  readonly connectionStatus$: Subscribable<number>;
  postActivity(activity: object): Subscribable<string>;
  end(): void;
}

interface WebChatProps {
  readonly directLine: WebChatConnection;
  readonly store: object;
  readonly locale: string;
  readonly nonce: string;
  readonly styleOptions: object;
  readonly role: string;
  readonly renderMarkdown: (markdown: string) => string;
}

/** The script element stands behind this module's own, so it cannot have run before. */
export function loadWebChat(script: HTMLScriptElement): Promise<WebChat> {
  return new Promise((resolve, reject) => {
    script.addEventListener('load', () => {
      resolve((globalThis as unknown as { readonly WebChat: WebChat }).WebChat);
    });
    script.addEventListener('error', () => {
      reject(new Error('Web Chat did not load'));
    });
  });
}
