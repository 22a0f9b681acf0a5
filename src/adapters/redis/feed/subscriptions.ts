import type { Redis } from 'ioredis';
import type { RedisClient } from '../client';
import { orRedisUnavailable } from '../or-unavailable';
import { openSubscriberConnection } from './subscriber-connection';

/** Neither method may throw. */
export interface ChannelListener {
  onMessage(text: string): void;
  /** Called after a reconnect: messages published meanwhile were lost. */
  onGap(): void;
}

export interface Subscriptions {
  /** Subscribes from the moment this resolves until the returned function is called. @throws Unavailable */
  subscribe(channel: string, listener: ChannelListener): Promise<() => void>;
}

interface Channel {
  readonly listeners: Set<ChannelListener>;
  /** Settles with the first subscription. */
  readonly subscribed: Promise<unknown>;
}

export interface SubscriptionsOptions {
  /** Used for nothing else, because under RESP2 a connection that subscribes can run no other command. */
  readonly subscriber: RedisClient;
  /** How often (ms) the connection is pinged. */
  readonly checkEvery: number;
}

/**
 * Subscribes to each channel once, however many listeners it has. Commands of one connection keep their order, so a listener that comes
 * while the last one leaves is subscribed after the channel was unsubscribed.
 */
export function createSubscriptions({ subscriber, checkEvery }: SubscriptionsOptions): Subscriptions {
  const channels = new Map<string, Channel>();
  const current = openSubscriberConnection(subscriber, {
    onReady: () => void restore(),
    onMessage(channel, text) {
      channels.get(channel)?.listeners.forEach((listener) => {
        listener.onMessage(text);
      });
    },
  });

  const subscribe = (names: readonly string[]): Promise<unknown> =>
    orRedisUnavailable(current()?.subscribe(...names) ?? Promise.reject(new Error('no connection yet')));

  /** Calls `onGap` after the subscription is active again, so that reading then misses nothing. */
  async function restore(): Promise<void> {
    const names = [...channels.keys()];
    if (names.length === 0) return;
    const connection = current();
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
    const channel = { listeners: new Set<ChannelListener>(), subscribed: subscribe([name]) };
    channels.set(name, channel);
    channel.subscribed.catch(() => {
      close(name, channel);
    });
    return channel;
  }

  /** Also unsubscribes after a failed subscription, which may have succeeded after its time-out. */
  function close(name: string, channel: Channel): void {
    if (channels.get(name) !== channel) return;
    channels.delete(name);
    current()
      ?.unsubscribe(name)
      .catch(() => undefined);
  }

  // Reconnects when Redis drops the subscription silently, which a connection that only listens would not notice for minutes.
  const check = setInterval(() => {
    const connection = current();
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
      await channel.subscribed;
      return () => {
        channel.listeners.delete(listener);
        if (channel.listeners.size === 0) close(name, channel);
      };
    },
  };
}

/** Breaks a connection that does not answer, so that it reconnects. A lost one reconnects by itself. */
function renew(connection: Redis | undefined): void {
  if (connection?.status === 'ready') connection.disconnect(true);
}
