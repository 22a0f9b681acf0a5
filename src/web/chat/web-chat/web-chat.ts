/** The part of Web Chat that this page uses. Web Chat is one classic script that defines a global variable. */
export interface WebChat {
  readonly createDirectLine: (options: DirectLineClientOptions) => DirectLineClient;
  readonly renderWebChat: (props: WebChatProps, element: HTMLElement) => void;
  readonly createStore: () => object;
}

export interface DirectLineClientOptions {
  readonly token: string;
  readonly domain: string;
  readonly conversationId: string;
  /** The client requests all activities after this watermark. */
  readonly watermark: string;
  /** URL of the first socket. With it the client makes no call to start the conversation. */
  readonly streamUrl: string;
  /** When false, the client polls. */
  readonly webSocket: boolean;
  /** In ms. */
  readonly pollingInterval: number;
}

/** `botframework-directlinejs`, version 0.15.5. */
export interface DirectLineClient {
  readonly activity$: Subscribable<WebChatActivity>;
  /** 2: online. 3 and above: the client has failed or ended and does not recover. */
  readonly connectionStatus$: Subscribable<number>;
  /** Watermark after the last activities that it received, which it may not have emitted yet. */
  readonly watermark: string;
  /** Emits the activity's id, or `retry` when the service did not accept it. */
  postActivity(activity: object): Subscribable<string>;
  end(): void;
}

export interface WebChatActivity {
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

/** The connection that is passed to Web Chat; it always reports to be online. */
export interface WebChatConnection {
  readonly activity$: Subscribable<WebChatActivity>;
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
  /** Texts that replace those of Web Chat, by their keys. */
  readonly overrideLocalizedStrings: Readonly<Record<string, string>>;
  readonly renderMarkdown: (markdown: string) => string;
}

/** Resolves when Web Chat has loaded. The element follows this module's script in the document, so the event cannot be missed. */
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
