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
import type { Activity, DirectLineClient, DirectLineClientOptions } from '../web-chat/web-chat';

export interface ChatConnectionListener {
  /** `broken`: for good. */
  onState(state: 'online' | 'away' | 'broken'): void;
  /** Away, because too much came from here: it goes on by itself in so many milliseconds. */
  onRateLimited(ms: number): void;
  /** Each activity once, in order. */
  readonly onActivity: (activity: Activity, conversation: StoredConversation) => void;
}

export interface ChatConnectionOptions extends Pick<PostActivityOptions, 'postedAgain' | 'random'> {
  readonly stay: ConversationSession;
  /** Makes Direct Line's client once Web Chat is loaded. */
  readonly createClient: (options: DirectLineClientOptions) => Promise<DirectLineClient>;
  /** Posted into each conversation once, where the service does not greet by itself. */
  readonly joining?: object;
  readonly watchSockets: ObserveSockets;
  readonly listener: ChatConnectionListener;
}

export interface ChatConnection {
  /** Connects anew now, however things seem to stand. */
  readonly reconnect: () => void;
  /** Waits no longer for the next try, if it is waiting for it. */
  readonly hurry: () => void;
  /** Sends once there is a connection; refused when there is none in time. `unsure` only where nothing can be posted again. */
  post(activity: object): Promise<PostResult>;
}

const STABLE_AFTER = 10_000;
const POLL_EVERY = 2_000;
/** A client that polls falls silent at the first failure, and tells nobody. */
const POLL_FOR = 60_000;

/** One dialog over many connections: whatever ends, the next one goes on from where the page is. Begins at once. */
export function createChatConnection({
  createClient,
  joining,
  listener,
  postedAgain,
  random,
  stay,
  watchSockets,
}: ChatConnectionOptions): ChatConnection {
  let phase: 'idle' | 'connecting' | 'over' = 'idle';
  /** Online. */
  let line: ConversationConnection | undefined;
  let onlineSince = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const ways = createTransportSelector();
  const awaited = createConnectionWaiter();
  const teller = createActivityDeduplicator({ session: stay, onActivity: listener.onActivity });

  /** The line there is serves until the next one is online, or the service cannot be reached: nobody notices a renewal. */
  const connect = async () => {
    if (phase !== 'idle') return;
    phase = 'connecting';
    clearTimeout(timer);
    const entrance = await stay.enter();
    if (!('retryAfter' in entrance)) await open(entrance);
    else if (entrance.retryAfter === 'never') giveUp();
    else if (line !== undefined && entrance.retryAfter > 0) tryAgainAfter(entrance.retryAfter);
    else {
      tryLater(entrance.retryAfter);
      if (entrance.busyFor !== undefined) listener.onRateLimited(entrance.busyFor);
    }
  };

  const drop = () => {
    line?.close();
    line = undefined;
    listener.onState('away');
  };

  const giveUp = () => {
    drop();
    phase = 'over';
    listener.onState('broken');
  };

  const tryLater = (atLeast = 0) => {
    drop();
    tryAgainAfter(atLeast);
  };

  const tryAgainAfter = (atLeast: number) => {
    phase = 'idle';
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), Math.max(atLeast, backoffDelay(failures, random())));
    failures += 1;
  };

  const open = async ({ conversation, streamUrl }: OpenedConversation) => {
    const { conversationId, domain, token, watermark } = conversation;
    if (line !== undefined && line.conversationId !== conversationId) drop();
    const way = ways.select();
    const settings = { webSocket: way === 'socket', pollingInterval: POLL_EVERY };
    const client = await createClient({ token, domain, conversationId, watermark, streamUrl, ...settings });

    const next: ConversationConnection = {
      conversationId,
      ...openClientConnection({
        client,
        transport: way,
        observeSockets: watchSockets,
        listener: {
          onActivity: teller.follow(client, conversation),
          onOnline() {
            ways.recordSuccess(way);
            take(next, renewAfter(way, conversation));
            if (!conversation.joined) void join(next);
            awaited.deliver(next);
          },
          onLost() {
            if (next === line) lost();
            else missed(way);
          },
        },
      }),
    };
  };

  const take = (next: ConversationConnection, renewal: number) => {
    line?.close();
    line = next;
    onlineSince = Date.now();
    phase = 'idle';
    timer = setTimeout(() => void connect(), renewal);
    listener.onState('online');
  };

  const lost = () => {
    line = undefined;
    if (Date.now() - onlineSince > STABLE_AFTER) failures = 0;
    if (phase === 'connecting') listener.onState('away');
    else tryLater();
  };

  /** No line has come of it. While there is another one, or another way, there is nothing to wait for. */
  const missed = (way: Transport) => {
    phase = 'idle';
    ways.recordFailure(way);
    const isWorthIt = way === 'socket' && (line !== undefined || ways.select() !== way);
    if (isWorthIt) void connect();
    else tryLater();
  };

  const join = async (over: ConversationConnection) => {
    if (joining === undefined) return;
    const posted = await over.post(joining);
    if (posted === 'taken') stay.joined(over.conversationId);
    else if (posted !== 'refused' && over === line) {
      over.close();
      lost();
    }
  };

  const restart = () => {
    drop();
    void connect();
  };

  const post = createPostActivity({
    postedAgain,
    random,
    currentConversationId: () => stay.conversationId,
    nextConnection: (within) => (line === undefined ? awaited.waitForNext(within) : Promise.resolve(line)),
    // It may be the conversation that is gone: connecting finds out.
    onDoubtfulConnection(doubted) {
      if (doubted === line) restart();
    },
  });

  void connect();
  return {
    post,
    reconnect() {
      if (phase === 'idle') restart();
    },
    hurry() {
      if (line === undefined) void connect();
    },
  };
}

/** From half of a token's life on, the next connection with a new token is due. */
function renewAfter(way: Transport, { since, until }: StoredConversation): number {
  const halfLife = Math.max(0, (since + until) / 2 - Date.now());
  return way === 'polling' ? Math.min(POLL_FOR, halfLife) : halfLife;
}
