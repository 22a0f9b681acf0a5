import { createConnectionWaiter } from './connection-waiter';
import { backoffDelay } from './backoff';
import type { OpenedConversation } from './direct-line-api';
import type { StoredConversation } from './stored-conversation';
import { openClientConnection, type PostResult } from './client-connection';
import { createPostActivity, type ConversationConnection, type PostActivityOptions } from './post-activity';
import type { ConversationSession } from './conversation-session';
import { createActivityDeduplicator } from './activity-deduplicator';
import type { ObserveSockets } from './socket-observer';
import { createTransportSelector, type Transport } from './transport-selector';
import type { WebChatActivity, DirectLineClient, DirectLineClientOptions } from '../web-chat/web-chat';

export interface ChatConnectionListener {
  /** `broken` is final. */
  onState(state: 'online' | 'away' | 'broken'): void;
  /** The rate limit of this visitor is exceeded. The connection retries by itself after this many milliseconds. */
  onRateLimited(ms: number): void;
  /** Called once per activity, in order. */
  readonly onActivity: (activity: WebChatActivity, conversation: StoredConversation) => void;
}

export interface ChatConnectionOptions extends Pick<PostActivityOptions, 'random' | 'repeatedPosts'> {
  readonly session: ConversationSession;
  /** Creates a client of Direct Line once Web Chat is loaded. */
  readonly createClient: (options: DirectLineClientOptions) => Promise<DirectLineClient>;
  /** Activity that is posted once into each conversation, for a service that does not greet by itself. */
  readonly joining?: object;
  readonly observeSockets: ObserveSockets;
  readonly listener: ChatConnectionListener;
}

export interface ChatConnection {
  /** Replaces the connection now, even if it seems to work. */
  readonly reconnect: () => void;
  /** Skips the delay before the next attempt when there is no connection. */
  readonly retryNow: () => void;
  /** Posts as soon as there is a connection; `refused` when there is none in time. `unsure` only when the service does not drop duplicates. */
  post(activity: object): Promise<PostResult>;
}

/** A connection that lasted this long resets the back-off (ms). */
const STABLE_AFTER = 10_000;
/** In ms. */
const POLLING_INTERVAL = 2_000;
/** A polling connection is replaced after this time (ms), because the client stops at the first failure without reporting it. */
const POLLING_LIFETIME = 60_000;

/** Keeps one conversation alive over many connections: each new one resumes where the last one ended. Connects at once. */
export function createChatConnection({
  createClient,
  joining,
  listener,
  observeSockets,
  random,
  repeatedPosts,
  session,
}: ChatConnectionOptions): ChatConnection {
  let phase: 'idle' | 'connecting' | 'ended' = 'idle';
  /** The connection that is online. */
  let current: ConversationConnection | undefined;
  let onlineSince = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const transports = createTransportSelector();
  const waiter = createConnectionWaiter();
  const deduplicator = createActivityDeduplicator({ session, onActivity: listener.onActivity });

  /** The current connection serves until its successor is online or the service is unreachable, so that a renewal has no gap. */
  const connect = async () => {
    if (phase !== 'idle') return;
    phase = 'connecting';
    clearTimeout(timer);
    const opened = await session.enter();
    if (!('retryAfter' in opened)) await open(opened);
    else if (opened.retryAfter === 'never') giveUp();
    else if (current !== undefined && opened.retryAfter > 0) retryAfter(opened.retryAfter);
    else {
      dropAndRetry(opened.retryAfter);
      if (opened.rateLimitedFor !== undefined) listener.onRateLimited(opened.rateLimitedFor);
    }
  };

  const drop = () => {
    current?.close();
    current = undefined;
    listener.onState('away');
  };

  const giveUp = () => {
    drop();
    phase = 'ended';
    listener.onState('broken');
  };

  const dropAndRetry = (minimumDelay = 0) => {
    drop();
    retryAfter(minimumDelay);
  };

  const retryAfter = (minimumDelay: number) => {
    phase = 'idle';
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), Math.max(minimumDelay, backoffDelay(failures, random())));
    failures += 1;
  };

  const open = async ({ conversation, streamUrl }: OpenedConversation) => {
    const { conversationId, domain, token, watermark } = conversation;
    if (current !== undefined && current.conversationId !== conversationId) drop();
    const transport = transports.select();
    const settings = { webSocket: transport === 'socket', pollingInterval: POLLING_INTERVAL };
    const client = await createClient({ token, domain, conversationId, watermark, streamUrl, ...settings });

    const next: ConversationConnection = {
      conversationId,
      ...openClientConnection({
        client,
        transport,
        observeSockets,
        listener: {
          onActivity: deduplicator.follow(client, conversation),
          onOnline() {
            transports.recordSuccess(transport);
            activate(next, renewalDelay(transport, conversation));
            if (!conversation.joined) void join(next);
            waiter.deliver(next);
          },
          onLost() {
            if (next === current) onCurrentLost();
            else onConnectFailed(transport);
          },
        },
      }),
    };
  };

  const activate = (next: ConversationConnection, renewal: number) => {
    current?.close();
    current = next;
    onlineSince = Date.now();
    phase = 'idle';
    timer = setTimeout(() => void connect(), renewal);
    listener.onState('online');
  };

  const onCurrentLost = () => {
    current = undefined;
    if (Date.now() - onlineSince > STABLE_AFTER) failures = 0;
    if (phase === 'connecting') listener.onState('away');
    else dropAndRetry();
  };

  /** Retries without delay while another connection is online, or when the next attempt uses another transport. */
  const onConnectFailed = (transport: Transport) => {
    phase = 'idle';
    transports.recordFailure(transport);
    const retriesAtOnce = transport === 'socket' && (current !== undefined || transports.select() !== transport);
    if (retriesAtOnce) void connect();
    else dropAndRetry();
  };

  const join = async (connection: ConversationConnection) => {
    if (joining === undefined) return;
    const posted = await connection.post(joining);
    if (posted === 'accepted') session.joined(connection.conversationId);
    else if (posted !== 'refused' && connection === current) {
      connection.close();
      onCurrentLost();
    }
  };

  const restart = () => {
    drop();
    void connect();
  };

  const post = createPostActivity({
    repeatedPosts,
    random,
    currentConversationId: () => session.conversationId,
    nextConnection: (timeout) => (current === undefined ? waiter.waitForNext(timeout) : Promise.resolve(current)),
    // The conversation may have ended: the new attempt to connect shows it.
    onDoubtfulConnection(connection) {
      if (connection === current) restart();
    },
  });

  void connect();
  return {
    post,
    reconnect() {
      if (phase === 'idle') restart();
    },
    retryNow() {
      if (current === undefined) void connect();
    },
  };
}

/** Returns the delay (ms) until the connection is replaced by one with a new token: half of the token's lifetime. */
function renewalDelay(transport: Transport, { since, until }: StoredConversation): number {
  const halfLife = Math.max(0, (since + until) / 2 - Date.now());
  return transport === 'polling' ? Math.min(POLLING_LIFETIME, halfLife) : halfLife;
}
