import { waitAfter } from './backoff';
import type { Entrance } from './direct-line-calls';
import type { KeptConversation } from './kept-conversation';
import { openLine, type Line, type Posted } from './line';
import type { Stay } from './stay';
import { createTeller } from './teller';
import type { WatchSockets } from './watched-sockets';
import type { Activity, DirectLineClient, DirectLineOptions } from './web-chat';

export interface ConnectionListener {
  onState(state: 'online' | 'away'): void;
  /** Each activity once, in order. */
  readonly onActivity: (activity: Activity, conversation: KeptConversation) => void;
}

export interface ConnectionOptions {
  readonly stay: Stay;
  /** Makes Direct Line's client once Web Chat is loaded. */
  readonly createClient: (options: DirectLineOptions) => Promise<DirectLineClient>;
  /** Posted when a conversation has begun, where the service does not greet by itself. */
  readonly joining?: object;
  readonly watchSockets: WatchSockets;
  readonly listener: ConnectionListener;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
}

export interface Connection {
  /** Connects anew now, however things seem to stand. */
  readonly reconnect: () => void;
  /** Waits no longer for the next try, if it is waiting for it. */
  readonly hurry: () => void;
  /** Sends once there is a connection; refused when there is none in time. */
  post(activity: object): Promise<Posted>;
}

/** So long a message waits for a connection; Web Chat gives it up a little later by itself. */
const POST_WITHIN = 15_000;
const STABLE_AFTER = 10_000;
const POLL_EVERY = 2_000;
/** Sockets in a row that never opened: something on the way lets none through. */
const FRUITLESS_SOCKETS = 3;

/** One dialog over many connections: whatever ends, the next one goes on from where the page is. Begins at once. */
export function createConnection({
  createClient,
  joining,
  listener,
  random,
  stay,
  watchSockets,
}: ConnectionOptions): Connection {
  let phase: 'connecting' | 'online' | 'waiting' = 'connecting';
  let line: Line | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let fruitless = 0;
  const senders = new Set<(line: Line) => void>();
  const teller = createTeller({ stay, tell: listener.onActivity });

  const connect = async () => {
    phase = 'connecting';
    clearTimeout(timer);
    if (line !== undefined) listener.onState('away');
    line?.close();
    line = undefined;
    const entrance = await stay.enter();
    if (entrance === 'trouble') tryLater();
    else await open(entrance, entrance.kind);
  };

  const tryLater = () => {
    line = undefined;
    phase = 'waiting';
    listener.onState('away');
    timer = setTimeout(() => void connect(), waitAfter(failures, random()));
    failures += 1;
  };

  const open = async ({ conversation, streamUrl }: Entrance, kind: 'new' | 'known') => {
    const means = fruitless < FRUITLESS_SOCKETS ? 'socket' : 'polling';
    const { conversationId, domain, token, watermark } = conversation;
    const way = { webSocket: means === 'socket', pollingInterval: POLL_EVERY };
    const client = await createClient({ token, domain, conversationId, watermark, streamUrl, ...way });
    const hear = teller.follow(client, conversation);
    let onlineSince: number | undefined;

    const opened = openLine({
      client,
      means,
      watchSockets,
      listener: {
        onActivity: hear,
        onOnline() {
          onlineSince = Date.now();
          fruitless = 0;
          phase = 'online';
          listener.onState('online');
          timer = setTimeout(() => void connect(), halfLife(conversation));
          if (kind === 'new' && joining !== undefined) void opened.post(joining);
          for (const send of senders) send(opened);
        },
        onLost() {
          clearTimeout(timer);
          if (onlineSince === undefined) fruitless += 1;
          else if (Date.now() - onlineSince > STABLE_AFTER) failures = 0;
          tryLater();
        },
      },
    });
    line = opened;
  };

  void connect();
  return {
    reconnect() {
      if (phase !== 'connecting') void connect();
    },
    hurry() {
      if (phase === 'waiting') void connect();
    },
    async post(activity) {
      const current = phase === 'online' && line !== undefined ? line : await nextLine(senders);
      if (current === undefined) return 'refused';
      const posted = await current.post(activity);
      // It may be the conversation that is gone: connecting finds out.
      if (posted === 'unsure' && current === line) void connect();
      return posted;
    },
  };
}

/** From half of a token's life on, the next connection with a new token is due. */
const halfLife = ({ since, until }: KeptConversation): number => Math.max(0, (since + until) / 2 - Date.now());

/** The next one to be online; none after a while. */
function nextLine(senders: Set<(line: Line) => void>): Promise<Line | undefined> {
  return new Promise((resolve) => {
    const settle = (line?: Line) => {
      clearTimeout(deadline);
      senders.delete(settle);
      resolve(line);
    };
    const deadline = setTimeout(settle, POST_WITHIN);
    senders.add(settle);
  });
}
