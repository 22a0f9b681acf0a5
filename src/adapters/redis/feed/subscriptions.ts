import type { Redis } from 'ioredis';
import type { RedisClient } from '../client';
import { orUnavailable } from '../or-unavailable';
import { openSubscriberConnection } from './subscriber-connection';

/** Neither method may throw. */
export interface ChannelListener {
  onMessage(text: string): void;
  /** The connection was lost and is back: what was published meanwhile was not heard. */
  onGap(): void;
}

export interface Subscriptions {
  /** Hears the channel from the moment this resolves until the returned function is called. @throws Unavailable */
  subscribe(channel: string, listener: ChannelListener): Promise<() => void>;
}

interface Channel {
  readonly listeners: Set<ChannelListener>;
  /** Whether the first subscription came about. */
  readonly standing: Promise<unknown>;
}

export interface SubscriptionsOptions {
  /** Used for nothing else: under the older protocol, a connection that subscribes can do nothing else. */
  readonly subscriber: RedisClient;
  /** How often a connection that says nothing is asked whether it is still there, ms. */
  readonly checkEvery: number;
}

/**
 * Each channel is subscribed to once, however many listen. Commands of one connection keep their order: whoever comes
 * as the last one leaves is subscribed after that one was unsubscribed.
 */
export function createSubscriptions({ subscriber, checkEvery }: SubscriptionsOptions): Subscriptions {
  const channels = new Map<string, Channel>();
  const line = openSubscriberConnection(subscriber, {
    onReady: () => void restore(),
    onMessage(channel, text) {
      channels.get(channel)?.listeners.forEach((listener) => {
        listener.onMessage(text);
      });
    },
  });

  const subscribe = (names: readonly string[]): Promise<unknown> =>
    orUnavailable(line()?.subscribe(...names) ?? Promise.reject(new Error('no connection yet')));

  /** Told after the subscription stands: what they read then and what they hear from then on leave nothing out. */
  async function restore(): Promise<void> {
    const names = [...channels.keys()];
    if (names.length === 0) return;
    const connection = line();
    try {
      await subscribe(names);
    } catch {
      renew(connection);
      return;
    }
    for (const name of names) {
      channels.get(name)?.listeners.forEach((listener) => {
        listener.onGap();
      });
    }
  }

  function open(name: string): Channel {
    const channel = { listeners: new Set<ChannelListener>(), standing: subscribe([name]) };
    channels.set(name, channel);
    channel.standing.catch(() => {
      close(name, channel);
    });
    return channel;
  }

  /** Also after a subscription that failed: it may have come about all the same, too late for its answer. */
  function close(name: string, channel: Channel): void {
    if (channels.get(name) !== channel) return;
    channels.delete(name);
    line()
      ?.unsubscribe(name)
      .catch(() => undefined);
  }

  // A connection can die without a sign, and one that only listens would not notice for minutes.
  const check = setInterval(() => {
    const connection = line();
    if (channels.size === 0 || connection?.status !== 'ready') return;
    connection.ping().catch(() => {
      renew(connection);
    });
  }, checkEvery).unref();
  subscriber.once('end', () => {
    clearInterval(check);
  });

  return {
    async subscribe(name, listener) {
      const channel = channels.get(name) ?? open(name);
      channel.listeners.add(listener);
      await channel.standing;
      return () => {
        channel.listeners.delete(listener);
        if (channel.listeners.size === 0) close(name, channel);
      };
    },
  };
}

/** Breaks a connection that stands but does not answer; one that is lost already comes back by itself. */
function renew(connection: Redis | undefined): void {
  if (connection?.status === 'ready') connection.disconnect(true);
}
